"""oss2 (signature V4) against the OSS stand-in: a bucket's whole life, its settings, objects, errors."""

import json
import os

import oss2

standins = json.loads(os.environ["STANDINS_JSON"])
oss = standins["oss"]
region = oss["region"]


def bucket(name, secret=oss["accessKeySecret"], sign_region=region):
    auth = oss2.AuthV4(oss["accessKeyId"], secret)
    return oss2.Bucket(auth, oss["endpoint"], name, region=sign_region)


def code_of(call):
    try:
        call()
    except oss2.exceptions.OssError as error:
        return (error.code, error.status)
    return None


photos = bucket("oss2-photos")
classes = oss2.models.BucketCreateConfig(oss2.BUCKET_STORAGE_CLASS_IA, oss2.BUCKET_DATA_REDUNDANCY_TYPE_ZRS)
photos.create_bucket(oss2.BUCKET_ACL_PRIVATE, classes)

info = photos.get_bucket_info()
described = (info.name, info.location, info.storage_class, info.data_redundancy_type, info.acl.grant)
assert described == ("oss2-photos", "oss-" + region, "IA", "ZRS", "private"), described
assert info.bucket_encryption_rule.sse_algorithm is None, info.bucket_encryption_rule.sse_algorithm
assert photos.get_bucket_location().location == "oss-" + region
service = oss2.Service(oss2.AuthV4(oss["accessKeyId"], oss["accessKeySecret"]), oss["endpoint"], region=region)
assert "oss2-photos" in [listed.name for listed in oss2.BucketIterator(service)]

photos.create_bucket(oss2.BUCKET_ACL_PUBLIC_READ, classes)
assert photos.get_bucket_acl().acl == "public-read"
other_class = oss2.models.BucketCreateConfig(oss2.BUCKET_STORAGE_CLASS_STANDARD)
changed = code_of(lambda: photos.create_bucket(oss2.BUCKET_ACL_PRIVATE, other_class))
assert changed == ("BucketAlreadyExists", 409), changed
photos.put_bucket_acl(oss2.BUCKET_ACL_PRIVATE)

rule = oss2.models.TaggingRule()
rule.add("created by", "interop & <all>")
photos.put_bucket_tagging(oss2.models.Tagging(rule))
assert photos.get_bucket_tagging().tag_set.tagging_rule == {"created by": "interop & <all>"}
encryption = oss2.models.ServerSideEncryptionRule()
encryption.sse_algorithm = oss2.SERVER_SIDE_ENCRYPTION_AES256
photos.put_bucket_encryption(encryption)
assert photos.get_bucket_encryption().sse_algorithm == "AES256"
photos.put_bucket_versioning(oss2.models.BucketVersioningConfig(oss2.BUCKET_VERSIONING_ENABLE))
assert photos.get_bucket_versioning().status == "Enabled"

keys = ["plain", "a b+c%d", "中文/照片 1.jpg", "😀", "tail/", "<&>\"'"]
for key in keys:
    photos.put_object(key, key.encode(), headers={"x-oss-meta-of": "interop"})
for key in keys:
    got = photos.get_object(key)
    assert got.read() == key.encode() and got.headers["x-oss-meta-of"] == "interop", key
in_order = sorted(keys, key=lambda key: key.encode())
assert [entry.key for entry in oss2.ObjectIterator(photos, max_keys=2)] == in_order
assert [entry.key for entry in oss2.ObjectIteratorV2(photos, max_keys=2)] == in_order
folders = photos.list_objects(delimiter="/").prefix_list
assert folders == ["tail/", "中文/"], folders

assert photos.object_exists("plain") and not photos.object_exists("none")
for call, expected in [
    (lambda: photos.get_object("none"), ("NoSuchKey", 404)),
    (lambda: photos.delete_bucket(), ("BucketNotEmpty", 409)),
    (lambda: bucket("nobody-has-this").get_bucket_info(), ("NoSuchBucket", 404)),
    (lambda: bucket("oss2-photos", secret="wrong").get_bucket_info(), ("SignatureDoesNotMatch", 403)),
    (lambda: bucket("oss2-photos", sign_region="cn-hangzhou").get_bucket_info(), ("InvalidArgument", 400)),
]:
    refused = code_of(call)
    assert refused == expected, (refused, expected)
old = oss2.Bucket(oss2.Auth(oss["accessKeyId"], oss["accessKeySecret"]), oss["endpoint"], "oss2-photos")
assert code_of(old.get_bucket_info) == ("AccessDenied", 403)

for key in keys:
    photos.delete_object(key)
photos.delete_bucket()
assert code_of(photos.get_bucket_info) == ("NoSuchBucket", 404)
