"""Kingsoft's own Python SDK: an IAM user with a policy for one bucket and a key, the key used at KS3, all undone."""

import json
import os
from urllib.parse import urlparse

import boto3
from botocore.exceptions import ClientError
from ksyun.client.iam.v20151101 import client as iam_client, models
from ksyun.common import credential
from ksyun.common.exception.ksyun_sdk_exception import KsyunSDKException
from ksyun.common.profile.client_profile import ClientProfile
from ksyun.common.profile.http_profile import HttpProfile

standins = json.loads(os.environ["STANDINS_JSON"])
iam, ks3 = standins["iam"], standins["ks3"]


def client(secret=iam["accessKeySecret"], method="POST"):
    http = HttpProfile(protocol="http", endpoint=urlparse(iam["endpoint"]).netloc, reqMethod=method)
    profile = ClientProfile()
    profile.httpProfile = http
    return iam_client.IamClient(credential.Credential(iam["accessKeyId"], secret), "cn-beijing-6", profile)


def call(action, through=None, **parameters):
    request = getattr(models, f"{action}Request")()
    for name, value in parameters.items():
        setattr(request, name, value)
    return json.loads(getattr(through or client(), action)(request))


def expect(code, action, **options):
    try:
        call(action, **options)
    except KsyunSDKException as error:
        assert code in str(error), f"expected {code}, got {error}"
    else:
        raise AssertionError(f"{action} was not refused")


name = "interop-reader"
document = json.dumps(
    {
        "Version": "2015-11-01",
        "Statement": [
            {"Effect": "Allow", "Action": ["ks3:ListBucket"], "Resource": ["krn:ksc:ks3:::interop"]},
            {"Effect": "Allow", "Action": ["ks3:GetObject"], "Resource": ["krn:ksc:ks3:::interop/*"]},
        ],
    }
)
user = call("CreateUser", UserName=name, Remark="迁移 & more")["CreateUserResult"]["User"]
assert (user["UserName"], user["Remark"]) == (name, "迁移 & more"), user
expect("UserAlreadyExists", "CreateUser", UserName=name)
assert call("GetUser", through=client(method="GET"), UserName=name)["GetUserResult"]["User"]["Krn"] == user["Krn"]

krn = call("CreatePolicy", PolicyName=name, PolicyDocument=document)["CreatePolicyResult"]["Policy"]["Krn"]
call("AttachUserPolicy", UserName=name, PolicyKrn=krn)
expect("UserPolicyAlreadyExists", "AttachUserPolicy", UserName=name, PolicyKrn=krn)

keys = [call("CreateAccessKey", UserName=name)["CreateAccessKeyResult"]["AccessKey"] for _ in range(2)]
expect("UserAkskLimitExceeded", "CreateAccessKey", UserName=name)
owners = call("ListUsers", AccessKey=keys[0]["AccessKeyId"])["ListUserResult"]["Users"]["member"]
assert [owner["UserName"] for owner in owners] == [name], owners

s3 = boto3.client(
    "s3",
    endpoint_url=ks3["endpoint"],
    region_name=ks3["region"],
    aws_access_key_id=keys[0]["AccessKeyId"],
    aws_secret_access_key=keys[0]["SecretAccessKey"],
)
key = s3.list_objects_v2(Bucket="interop", MaxKeys=1)["Contents"][0]["Key"]
s3.get_object(Bucket="interop", Key=key)["Body"].read()
try:
    s3.put_object(Bucket="interop", Key="x", Body=b"x")
    raise AssertionError("a key that may only read has written")
except ClientError as error:
    assert error.response["Error"]["Code"] == "AccessDenied", error

expect("UserAkDeleteConflict", "DeleteUser", UserName=name)
for key in keys:
    call("UpdateAccessKey", UserName=name, AccessKeyId=key["AccessKeyId"], Status="Inactive")
    call("DeleteAccessKey", UserName=name, AccessKeyId=key["AccessKeyId"])
listed = call("ListAccessKeys", UserName=name)["ListAccessKeyResult"]["AccessKeyMetadata"]["member"]
assert listed == [], listed
expect("PolicyDeleteConflict", "DeletePolicy", PolicyKrn=krn)
call("DetachUserPolicy", UserName=name, PolicyKrn=krn)
call("DeletePolicy", PolicyKrn=krn)
call("DeleteUser", UserName=name)
expect("UserNoSuchEntity", "GetUser", UserName=name)
expect("SignatureDoesNotMatch", "GetUser", through=client(secret="wrong"), UserName=name)
