"""Alibaba's Python SDK for RAM: a user with logon, key and policies, the key used at OSS, all undone in order."""

import json
import os
from urllib.parse import urlparse

import oss2
from alibabacloud_ram20150501 import models
from alibabacloud_ram20150501.client import Client
from alibabacloud_tea_openapi.models import Config

standins = json.loads(os.environ["STANDINS_JSON"])
ram, oss = standins["ram"], standins["oss"]


def client(secret=ram["accessKeySecret"]):
    endpoint = urlparse(ram["endpoint"]).netloc
    return Client(
        Config(access_key_id=ram["accessKeyId"], access_key_secret=secret, endpoint=endpoint, protocol="HTTP")
    )


def code_of(call):
    try:
        call()
    except Exception as error:
        return getattr(error, "code", repr(error))
    return None


def expect(call, code):
    found = code_of(call)
    assert found == code, f"expected {code}, got {found}"


cloud = client()
name = "interop-mgw"
policies = ["AliyunOSSFullAccess", "AliyunMGWFullAccess"]
delete_user = lambda: cloud.delete_user(models.DeleteUserRequest(user_name=name))

create_user = lambda: cloud.create_user(
    models.CreateUserRequest(user_name=name, display_name="interop", comments="迁移 & more")
)
user = create_user().body.user
assert (user.user_name, user.comments) == (name, "迁移 & more"), user
expect(create_user, "EntityAlreadyExists.User")
listed = cloud.list_users(models.ListUsersRequest(max_items=1000)).body
assert name in [entry.user_name for entry in listed.users.user] and listed.is_truncated is False

login = lambda password: cloud.create_login_profile(
    models.CreateLoginProfileRequest(user_name=name, password=password, password_reset_required=True)
)
expect(lambda: login("weak"), "InvalidParameter.Password.TooWeak")
assert login("Str0ng+Pass word=1&2!").body.login_profile.password_reset_required is True

create_key = lambda: cloud.create_access_key(models.CreateAccessKeyRequest(user_name=name)).body.access_key
keys = [create_key(), create_key()]
expect(create_key, "LimitExceeded.User.AccessKey")
attach = lambda policy: cloud.attach_policy_to_user(
    models.AttachPolicyToUserRequest(policy_type="System", policy_name=policy, user_name=name)
)
for policy in policies:
    attach(policy)
expect(lambda: attach("NoSuchPolicy"), "EntityNotExist.Policy")
attached = cloud.list_policies_for_user(models.ListPoliciesForUserRequest(user_name=name)).body.policies.policy
assert sorted(entry.policy_name for entry in attached) == sorted(policies), attached

auth = oss2.AuthV4(keys[0].access_key_id, keys[0].access_key_secret)
bucket = oss2.Bucket(auth, oss["endpoint"], "ram-check", region=oss["region"])
bucket.create_bucket()
bucket.delete_bucket()

expect(delete_user, "DeleteConflict.User.AccessKey")
for key in keys:
    cloud.delete_access_key(
        models.DeleteAccessKeyRequest(user_name=name, user_access_key_id=key.access_key_id)
    )
remaining = cloud.list_access_keys(models.ListAccessKeysRequest(user_name=name)).body.access_keys.access_key
assert remaining == [], remaining
expect(delete_user, "DeleteConflict.User.LoginProfile")
cloud.delete_login_profile(models.DeleteLoginProfileRequest(user_name=name))
expect(delete_user, "DeleteConflict.User.Policy")
for policy in policies:
    cloud.detach_policy_from_user(
        models.DetachPolicyFromUserRequest(policy_type="System", policy_name=policy, user_name=name)
    )
delete_user()
expect(delete_user, "EntityNotExist.User")
expect(lambda: bucket.create_bucket(), "InvalidAccessKeyId")
expect(lambda: client(secret="wrong").get_account_alias(), "SignatureDoesNotMatch")
