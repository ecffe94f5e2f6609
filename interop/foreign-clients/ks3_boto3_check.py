"""boto3 against the KS3 stand-in: listing by pages, size, put, get, delete, errors, presigned URLs."""

import json
import os
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

standins = json.loads(os.environ["STANDINS_JSON"])
ks3 = standins["ks3"]


def client(secret=ks3["accessKeySecret"], region=ks3["region"]):
    return boto3.client(
        "s3",
        endpoint_url=ks3["endpoint"],
        region_name=region,
        aws_access_key_id=ks3["accessKeyId"],
        aws_secret_access_key=secret,
        config=Config(s3={"addressing_style": "path"}, signature_version="s3v4", retries={"max_attempts": 1}),
    )


def control(path, body):
    data = json.dumps(body).encode()
    request = urllib.request.Request(standins["control"] + path, data=data, method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def code_of(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


s3 = client()
assert "interop" in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
assert s3.get_bucket_location(Bucket="interop")["LocationConstraint"] == "BEIJING"

expected = control("/services/ks3/expected", {"bucket": "interop"})
for operation in ("list_objects_v2", "list_objects"):
    objects, size, pages, previous = 0, 0, 0, ""
    for page in s3.get_paginator(operation).paginate(Bucket="interop"):
        pages += 1
        for entry in page["Contents"]:
            assert entry["Key"].encode() > previous.encode(), entry["Key"]
            previous = entry["Key"]
            objects, size = objects + 1, size + entry["Size"]
    assert (objects, str(size)) == (expected["objects"], expected["bytes"]), (operation, objects, size)
    assert pages == 25, (operation, pages)

awkward = ["plain", "a b+c%d", "中文/照片 1.jpg", "😀", "Ａ", "//", "tail/", "<&>\"'", "tab\tnew\nline\rend"]
s3.create_bucket(Bucket="boto-3")
for key in awkward:
    s3.put_object(Bucket="boto-3", Key=key, Body=key.encode(), Metadata={"of": "interop"})
listed = [entry["Key"] for entry in s3.list_objects_v2(Bucket="boto-3")["Contents"]]
assert listed == sorted(awkward, key=lambda key: key.encode()), listed
for key in awkward:
    got = s3.get_object(Bucket="boto-3", Key=key)
    assert got["Body"].read() == key.encode() and got["Metadata"] == {"of": "interop"}, key
assert s3.get_object(Bucket="boto-3", Key="plain", Range="bytes=1-2")["Body"].read() == b"la"
folders = s3.list_objects_v2(Bucket="boto-3", Delimiter="/")
assert [entry["Prefix"] for entry in folders["CommonPrefixes"]] == ["/", "tail/", "中文/"], folders

url = s3.generate_presigned_url("get_object", Params={"Bucket": "boto-3", "Key": "a b+c%d"})
assert urllib.request.urlopen(url).read() == b"a b+c%d"

assert code_of(lambda: s3.list_objects_v2(Bucket="nobody-has-this")) == "NoSuchBucket"
assert code_of(lambda: s3.get_object(Bucket="boto-3", Key="none")) == "NoSuchKey"
assert code_of(lambda: s3.delete_bucket(Bucket="boto-3")) == "BucketNotEmpty"
assert code_of(lambda: client(secret="wrong").list_buckets()) == "SignatureDoesNotMatch"
assert code_of(lambda: client(region="SHANGHAI").list_buckets()) == "AuthorizationHeaderMalformed"

for key in awkward:
    s3.delete_object(Bucket="boto-3", Key=key)
s3.delete_bucket(Bucket="boto-3")
