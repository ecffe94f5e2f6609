"""Requests of Alibaba's Python SDK for Data Online Migration, signed again by the product's client: the same signatures."""

import json
import os
import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

from alibabacloud_hcs_mgw20240626 import models
from alibabacloud_hcs_mgw20240626.client import Client
from alibabacloud_tea_openapi.models import Config

signer = Path(__file__).resolve().parents[2] / "dist" / "clouds" / "mgw" / "mgw-signature.js"
secret = "Secret/Of+Nobody="
captured = []


class Capture(BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        captured.append((self.command, self.path, body, {k.lower(): v for k, v in self.headers.items()}))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    do_GET = do_PUT = do_POST = do_DELETE = answer

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Capture)
Thread(target=server.serve_forever, daemon=True).start()


def client(**more):
    endpoint = f"127.0.0.1:{server.server_port}"
    return Client(
        Config(
            access_key_id="LTAInobody",
            access_key_secret=secret,
            endpoint=endpoint,
            region_id="cn-beijing",
            protocol="HTTP",
            **more,
        )
    )


detail = models.AddressDetail(
    address_type="ks3", bucket="b", domain="ks3.example", prefix="图片/a&b <c>/", access_id="i", access_secret="s&<>"
)
info = models.CreateAddressInfo(name="src", address_detail=detail)
job = models.CreateJobInfo(
    name="j1", src_address="src", dest_address="dst", overwrite_mode="never", transfer_mode="", tags="K:V"
)
for cloud in [client(), client(security_token="token/of+sts=")]:
    for call in [
        lambda: cloud.create_address("1", models.CreateAddressRequest(import_address=info)),
        lambda: cloud.get_address("1", "src"),
        lambda: cloud.verify_address("1", "src"),
        lambda: cloud.delete_address("1", "src"),
        lambda: cloud.create_job("1", models.CreateJobRequest(import_job=job)),
        lambda: cloud.get_job("1", "j1", models.GetJobRequest()),
        lambda: cloud.update_job(
            "1", "j1", models.UpdateJobRequest(import_job=models.UpdateJobInfo(status="IMPORT_JOB_LAUNCHING"))
        ),
        lambda: cloud.delete_job("1", "j1", models.DeleteJobRequest(force_delete=True)),
        lambda: cloud.list_job("1", models.ListJobRequest(all=True, count=200, marker="x/y z+*'!~图")),
        lambda: cloud.list_job_history("1", "j1", models.ListJobHistoryRequest(count=200)),
        lambda: cloud.get_job_result("1", "j1", models.GetJobResultRequest(runtime_id="1")),
    ]:
        before = len(captured)
        try:
            call()
        except Exception:
            # The SDK cannot read the empty answers; the requests are what is compared.
            pass
        assert len(captured) == before + 1

requests = [
    {
        "method": method,
        "path": urlsplit(url).path,
        "query": dict(parse_qsl(urlsplit(url).query, keep_blank_values=True)),
        "body": body or None,
        "date": headers["x-oss-date"],
        "token": headers.get("x-oss-security-token"),
    }
    for method, url, body, headers in captured
]
program = """
const { signedHeaders } = require(process.argv[1]);
const secret = (text) => ({ reveal: () => text });
const identity = { accessKeyId: 'LTAInobody', accessKeySecret: secret(process.env.SECRET) };
const of = ({ method, path, query, body, date, token }) => {
  const [, y, mo, d, h, mi, s] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(date);
  const request = { method, path, query, body: body ?? undefined };
  const signer = { ...identity, ...(token === null ? {} : { securityToken: secret(token) }) };
  return signedHeaders(request, signer, 'cn-beijing', new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`));
};
let input = '';
process.stdin.on('data', (text) => (input += text)).on('end', () => {
  process.stdout.write(JSON.stringify(JSON.parse(input).map(of)));
});
"""
ours = json.loads(
    subprocess.run(
        ["node", "-e", program, str(signer)],
        input=json.dumps(requests),
        env={**os.environ, "SECRET": secret},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
)
assert len(ours) == 22, len(ours)
for (method, url, _, theirs), mine in zip(captured, ours):
    for header in ["authorization", "content-md5", "content-type", "x-oss-content-sha256"]:
        assert mine.get(header) == theirs.get(header), f"{method} {url}, {header}: {mine.get(header)}, not {theirs.get(header)}"
