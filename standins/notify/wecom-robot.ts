import type { ServiceRequest } from '../core/service';
import { isObject, isText, json, objectIn, type Robot, type RobotVerdict } from './robot';

const MAX_BYTES = 4096;

/** A group robot of WeCom; every error is answered under status 200. */
export function weComRobot(key: string): Robot {
  const handle = (request: ServiceRequest): RobotVerdict => {
    if (request.query.get('key') !== key) {
      return refused(93000, 'invalid webhook url, hint: [1640000000000000000000000]');
    }
    const message = objectIn(request);
    if (message?.['msgtype'] !== 'markdown') {
      return refused(40008, 'invalid message type');
    }
    const { markdown } = message;
    if (!isObject(markdown) || !isText(markdown['content'])) {
      return refused(44004, 'empty content');
    }
    return Buffer.byteLength(markdown['content']) > MAX_BYTES
      ? refused(40058, 'markdown.content exceed max length 4096. invalid Request Parameter')
      : { answer: json({ errcode: 0, errmsg: 'ok' }), taken: message };
  };
  return {
    kind: 'wecom',
    path: '/wecom/cgi-bin/webhook/send',
    handle,
    tooFast: () => json({ errcode: 45009, errmsg: 'api freq out of limit' }),
  };
}

function refused(errcode: number, errmsg: string): RobotVerdict {
  return { answer: json({ errcode, errmsg }) };
}
