"""Alibaba's Python SDK for Data Online Migration: a job from KS3 to OSS, with a retry of what failed, all deleted in the end."""

import json
import os
import time
from urllib.parse import urlparse
from urllib.request import Request, urlopen

from alibabacloud_hcs_mgw20240626 import models
from alibabacloud_hcs_mgw20240626.client import Client
from alibabacloud_tea_openapi.models import Config

standins = json.loads(os.environ["STANDINS_JSON"])
ks3, mgw, oss = standins["ks3"], standins["mgw"], standins["oss"]
user = mgw["accountId"]


def arrange(service, command, body):
    request = Request(f"{standins['control']}/services/{service}/{command}", json.dumps(body).encode(), method="POST")
    return json.loads(urlopen(request).read())


def client(secret=mgw["accessKeySecret"]):
    return Client(
        Config(
            access_key_id=mgw["accessKeyId"],
            access_key_secret=secret,
            endpoint=urlparse(mgw["endpoint"]).netloc,
            region_id=mgw["region"],
            protocol="HTTP",
        )
    )


def expect(call, code):
    try:
        call()
    except Exception as error:
        found = getattr(error, "code", None) or repr(error)
        assert code in str(found), f"expected {code}, got {found}: {error}"
    else:
        raise AssertionError(f"expected {code}, but it was not refused")


def until(ask, wanted):
    for _ in range(400):
        found = ask()
        if found == wanted:
            return
        time.sleep(0.05)
    raise AssertionError(f"expected {wanted}, got {found}")


cloud = client()
keys = ["a.jpg", "b/1 2.jpg", "b/图片&<>.jpg", "c+d.jpg", "e.jpg"]
arrange("ks3", "create-bucket", {"name": "mgw-source"})
arrange("ks3", "put-objects", {"bucket": "mgw-source", "objects": [{"key": k, "content": k} for k in keys]})
arrange("oss", "create-bucket", {"name": "mgw-target"})
arrange("mgw", "fail-keys", {"keys": ["a.jpg", "c+d.jpg"], "times": 1})

source = models.AddressDetail(
    address_type="ks3",
    bucket="mgw-source",
    domain=urlparse(ks3["endpoint"]).netloc,
    access_id=ks3["accessKeyId"],
    access_secret=ks3["accessKeySecret"],
)
target = models.AddressDetail(
    address_type="oss", bucket="mgw-target", region_id=f"oss-{oss['region']}", role=mgw["role"], prefix="from/ks3/"
)


def create_address(name, detail, through=cloud):
    info = models.CreateAddressInfo(name=name, address_detail=detail, tags="made-by:interop")
    return through.create_address(user, models.CreateAddressRequest(import_address=info))


def create_job(name, source_name, **more):
    info = models.CreateJobInfo(
        name=name,
        src_address=source_name,
        dest_address="interop-dst",
        overwrite_mode="always",
        transfer_mode="lastmodified",
        **more,
    )
    return cloud.create_job(user, models.CreateJobRequest(import_job=info))


def update_job(name, status):
    info = models.UpdateJobInfo(status=status)
    return cloud.update_job(user, name, models.UpdateJobRequest(import_job=info))


address = lambda name: cloud.get_address(user, name).body.import_address
verify = lambda name: cloud.verify_address(user, name).body.verify_address_response
job = lambda name: cloud.get_job(user, name, models.GetJobRequest()).body.import_job
result = lambda name: cloud.get_job_result(
    user, name, models.GetJobResultRequest(runtime_id="1")
).body.import_job_result

# Addresses: created, tried asynchronously, listed page by page.
expect(lambda: create_address("interop-src", source, client("wrong")), "SignatureDoesNotMatch")
create_address("interop-src", source)
create_address("interop-dst", target)
expect(lambda: create_address("interop-src", source), "ImportAddressAlreadyExist")
assert address("interop-src").status == "notVerify", address("interop-src").to_map()
assert address("interop-src").address_detail.bucket == "mgw-source"
assert not verify("interop-src").status
until(lambda: verify("interop-src").status, "available")
until(lambda: verify("interop-dst").status, "available")
page = cloud.list_address(user, models.ListAddressRequest(count=1)).body.import_address_list
assert [one.name for one in page.import_address] == ["interop-dst"] and page.truncated, page.to_map()
page = cloud.list_address(user, models.ListAddressRequest(count=1, marker=page.next_marker)).body.import_address_list
assert [one.name for one in page.import_address] == ["interop-src"], page.to_map()
expect(lambda: address("nobody"), "NoSuchImportAddress")

# A job: created unstarted, launched, and finished with what came of it.
create_job("interop-job", "interop-src", import_qos=models.ImportQos(max_import_task_qps=1000))
assert job("interop-job").status == "IMPORT_JOB_BEGIN", job("interop-job").to_map()
expect(lambda: create_job("interop-two", "interop-src"), "ImportJobRepeatedOnSameAddress")
expect(lambda: update_job("interop-job", "IMPORT_JOB_SUSPEND"), "InvalidImportJobStatus")
update_job("interop-job", "IMPORT_JOB_LAUNCHING")
until(lambda: job("interop-job").status, "IMPORT_JOB_FINISHED")
rows = cloud.list_job_history(user, "interop-job", models.ListJobHistoryRequest()).body.job_history_list.job_history
assert rows[0].status == "IMPORT_JOB_FINISHED", rows[0].to_map()
assert (int(rows[0].total_count), int(rows[0].copied_count), int(rows[0].failed_count)) == (5, 3, 2), rows[0].to_map()
assert int(rows[-1].total_count) == -1, rows[-1].to_map()

# What failed: a list that an address gives back, and a job that copies it.
until(lambda: result("interop-job").ready_retry, "Ready")
failed = result("interop-job")
again = models.AddressDetail(
    address_type=failed.address_type,
    data_type="ks3",
    bucket="mgw-source",
    domain=source.domain,
    access_id=source.access_id,
    access_secret=source.access_secret,
    inv_access_id=failed.inv_access_id,
    inv_access_secret=failed.inv_access_secret,
    inv_bucket=failed.inv_bucket,
    inv_location=failed.inv_location,
    inv_path=failed.inv_path,
    inv_region_id=failed.inv_region_id,
)
create_address("interop-retry", again)
create_job("interop-retry", "interop-retry", parent_version=failed.version)
update_job("interop-retry", "IMPORT_JOB_LAUNCHING")
until(lambda: job("interop-retry").status, "IMPORT_JOB_FINISHED")
assert result("interop-retry").ready_retry == "NoNeed", result("interop-retry").to_map()
buckets = {one["name"]: one["objects"] for one in arrange("oss", "state", {})["buckets"]}
assert buckets["mgw-target"] == sorted(f"from/ks3/{key}" for key in keys), buckets["mgw-target"]

# Lists of jobs, and deletion from the leaves to the root.
names = lambda **query: [
    one.name
    for one in cloud.list_job(user, models.ListJobRequest(**query)).body.import_job_list.import_job
]
assert names() == ["interop-job"], names()
assert names(all=True) == ["interop-retry", "interop-job"], names(all=True)
expect(lambda: cloud.delete_address(user, "interop-src"), "ImportAddressIsOccupied")
delete = lambda force: cloud.delete_job(user, "interop-job", models.DeleteJobRequest(force_delete=force))
expect(lambda: delete(False), "ImportJobHasDescendants")
delete(True)
expect(lambda: job("interop-job"), "NoSuchImportJob")
for name in ["interop-src", "interop-dst", "interop-retry"]:
    cloud.delete_address(user, name)
expect(lambda: cloud.delete_address(user, "interop-src"), "NoSuchImportAddress")
