import { createHmac } from 'node:crypto';
import type { Clock, ServiceRequest } from '../core/service';
import { isObject, isText, json, objectIn, type Robot, type RobotVerdict } from './robot';

const HOUR_MS = 3_600_000;
const MAX_BYTES = 20_000;

/** A custom robot of DingTalk with the security setting "sign"; every error is answered under status 200. */
export function dingTalkRobot(token: string, secret: string): Robot {
  const handle = (request: ServiceRequest, clock: Clock): RobotVerdict => {
    const { query, method, headers, body } = request;
    if (method !== 'POST') {
      return refused(43002, '需要POST请求');
    }
    if (!/^application\/json\b/.test(headers['content-type'] ?? '')) {
      return refused(43004, '无效的HTTP HEADER Content-Type');
    }
    if (!isText(query.get('access_token'))) {
      return refused(40035, '缺少参数 access_token');
    }
    if (query.get('access_token') !== token) {
      return refused(300005, 'token is not exist');
    }
    const problem = signatureProblem(query, secret, clock);
    if (problem !== undefined) {
      return refused(310000, `${problem}, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]`);
    }
    if (body.length > MAX_BYTES) {
      return refused(460101, 'message too long, exceed 20000 bytes');
    }
    const message = objectIn(request);
    if (message === undefined) {
      return refused(40035, '缺少参数 json');
    }
    if (message['msgtype'] !== 'markdown') {
      return refused(400105, '不支持的消息类型');
    }
    const { markdown } = message;
    return isObject(markdown) && isText(markdown['title']) && isText(markdown['text'])
      ? { answer: json({ errcode: 0, errmsg: 'ok' }), taken: message }
      : refused(40035, '缺少参数 markdown');
  };
  return {
    kind: 'dingtalk',
    path: '/dingtalk/robot/send',
    handle,
    tooFast: () => json({ errcode: 410100, errmsg: '发送速度太快而限流' }),
  };
}

function signatureProblem(query: URLSearchParams, secret: string, clock: Clock): string | undefined {
  const timestamp = query.get('timestamp') ?? '';
  if (!/^\d{13}$/.test(timestamp) || Math.abs(clock.now().getTime() - Number(timestamp)) > HOUR_MS) {
    return 'invalid timestamp';
  }
  const expected = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  return query.get('sign') === expected ? undefined : 'sign not match';
}

function refused(errcode: number, errmsg: string): RobotVerdict {
  return { answer: json({ errcode, errmsg }) };
}
