"""alibabacloud-oss-v2 against the OSS stand-in: a bucket, Block Public Access, objects, additional signed headers."""

import json
import os

import alibabacloud_oss_v2 as oss

standin = json.loads(os.environ["STANDINS_JSON"])["oss"]


def client(secret=standin["accessKeySecret"], additional_headers=None):
    config = oss.config.load_default()
    config.credentials_provider = oss.credentials.StaticCredentialsProvider(standin["accessKeyId"], secret)
    config.region = standin["region"]
    config.endpoint = standin["endpoint"]
    config.retry_max_attempts = 1
    config.additional_headers = additional_headers
    return oss.Client(config)


def code_of(call):
    try:
        call()
    except oss.exceptions.OperationError as error:
        return error.unwrap().code
    return None


for additional_headers in (None, ["host", "user-agent"]):
    cloud = client(additional_headers=additional_headers)
    cloud.put_bucket(oss.PutBucketRequest(bucket="oss-v2-photos", acl="private"))
    info = cloud.get_bucket_info(oss.GetBucketInfoRequest(bucket="oss-v2-photos")).bucket_info
    assert (info.name, info.location, info.acl) == ("oss-v2-photos", "oss-" + standin["region"], "private"), info

    block = oss.PublicAccessBlockConfiguration(block_public_access=True)
    cloud.put_bucket_public_access_block(
        oss.PutBucketPublicAccessBlockRequest(bucket="oss-v2-photos", public_access_block_configuration=block)
    )
    read = cloud.get_bucket_public_access_block(oss.GetBucketPublicAccessBlockRequest(bucket="oss-v2-photos"))
    assert read.public_access_block_configuration.block_public_access is True
    opened = code_of(lambda: cloud.put_bucket_acl(oss.PutBucketAclRequest(bucket="oss-v2-photos", acl="public-read")))
    assert opened == "AccessDenied", opened

    keys = ["a b+c%d", "plain", "中文/照片 1.jpg"]
    for key in keys:
        cloud.put_object(oss.PutObjectRequest(bucket="oss-v2-photos", key=key, body=key.encode()))
    pages = cloud.list_objects_v2_paginator(limit=2).iter_page(oss.ListObjectsV2Request(bucket="oss-v2-photos"))
    listed = [entry.key for page in pages for entry in page.contents]
    assert listed == keys, listed
    for key in keys:
        got = cloud.get_object(oss.GetObjectRequest(bucket="oss-v2-photos", key=key))
        assert got.body.read() == key.encode(), key
    missing = code_of(lambda: cloud.head_object(oss.HeadObjectRequest(bucket="oss-v2-photos", key="none")))
    assert missing == "NoSuchKey", missing

    for key in keys:
        cloud.delete_object(oss.DeleteObjectRequest(bucket="oss-v2-photos", key=key))
    cloud.delete_bucket(oss.DeleteBucketRequest(bucket="oss-v2-photos"))

refused = code_of(lambda: client(secret="wrong").list_buckets(oss.ListBucketsRequest()))
assert refused == "SignatureDoesNotMatch", refused
