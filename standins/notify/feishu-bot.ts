import { createHmac } from 'node:crypto';
import type { Clock, ServiceRequest } from '../core/service';
import { isObject, isText, json, objectIn, type Robot, type RobotVerdict } from './robot';

const HOUR_S = 3600;
const MAX_BYTES = 20 * 1024;

/** A custom bot of Feishu with signature verification; every error is answered under status 200. */
export function feishuBot(token: string, secret: string): Robot {
  const path = '/feishu/open-apis/bot/v2/hook/';
  const handle = (request: ServiceRequest, clock: Clock): RobotVerdict => {
    if (request.rawPath !== `${path}${token}`) {
      return refused(19001, 'param invalid: incoming webhook access token invalid');
    }
    const message = objectIn(request);
    if (message === undefined) {
      return refused(9499, 'Bad Request');
    }
    if (!isSigned(message, secret, clock)) {
      return refused(19021, 'sign match fail or timestamp is not within one hour from current time');
    }
    if (request.body.length > MAX_BYTES) {
      return refused(9499, 'Bad Request: body is too large');
    }
    return message['msg_type'] === 'interactive' && isCard(message['card'])
      ? {
          answer: json({ StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' }),
          taken: message,
        }
      : refused(19002, 'params error, msg_type need');
  };
  return {
    kind: 'feishu',
    path,
    handle,
    tooFast: () =>
      json({
        code: 11232,
        data: {},
        msg: 'frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]',
      }),
  };
}

/** The text to sign is the key; what is signed is empty. */
function isSigned({ timestamp, sign }: Record<string, unknown>, secret: string, clock: Clock): boolean {
  if (!isText(timestamp) || Math.abs(clock.now().getTime() / 1000 - Number(timestamp)) > HOUR_S) {
    return false;
  }
  return sign === createHmac('sha256', `${timestamp}\n${secret}`).digest('base64');
}

/** A card of version 1: a header in plain text, and elements each with a tag. */
function isCard(card: unknown): boolean {
  if (!isObject(card) || !isObject(card['header']) || !Array.isArray(card['elements'])) {
    return false;
  }
  const { title } = card['header'];
  const known = new Set(['div', 'hr', 'action', 'note', 'markdown', 'img']);
  return (
    isObject(title) &&
    title['tag'] === 'plain_text' &&
    card['elements'].every((element) => isObject(element) && known.has(String(element['tag'])))
  );
}

function refused(code: number, msg: string): RobotVerdict {
  return { answer: json({ code, data: {}, msg }) };
}
