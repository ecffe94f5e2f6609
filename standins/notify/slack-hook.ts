import type { ServiceRequest } from '../core/service';
import { isObject, isText, objectIn, type Robot, type RobotAnswer, type RobotVerdict } from './robot';

const MAX_BLOCKS = 50;
const MAX_HEADER = 150;
const MAX_TEXT = 3000;

/** An incoming webhook of Slack: it answers with a status and one word of plain text. */
export function slackHook(token: string): Robot {
  const path = '/slack/services/';
  const handle = (request: ServiceRequest): RobotVerdict => {
    if (request.rawPath !== `${path}${token}`) {
      return { answer: word(404, 'no_service') };
    }
    const message = objectIn(request);
    if (message === undefined) {
      return { answer: word(400, 'invalid_payload') };
    }
    if (!isText(message['text'])) {
      return { answer: word(400, 'no_text') };
    }
    const blocks: unknown[] = Array.isArray(message['blocks']) ? message['blocks'] : [];
    return blocks.length <= MAX_BLOCKS && blocks.every(isBlock)
      ? { answer: word(200, 'ok'), taken: message }
      : { answer: word(400, 'invalid_blocks') };
  };
  return {
    kind: 'slack',
    path,
    handle,
    tooFast: () => ({ ...word(429, 'rate_limited'), headers: { 'Retry-After': '1' } }),
  };
}

function isBlock(block: unknown): boolean {
  if (!isObject(block)) {
    return false;
  }
  switch (block['type']) {
    case 'header':
      return isTextObject(block['text'], 'plain_text', MAX_HEADER);
    case 'section':
      return isTextObject(block['text'], 'mrkdwn', MAX_TEXT);
    case 'context':
      return (
        Array.isArray(block['elements']) &&
        block['elements'].every((element) => isTextObject(element, 'mrkdwn', MAX_TEXT))
      );
    default:
      return false;
  }
}

function isTextObject(value: unknown, type: string, most: number): boolean {
  return isObject(value) && value['type'] === type && isText(value['text']) && value['text'].length <= most;
}

function word(status: number, body: string): RobotAnswer {
  return { status, headers: { 'Content-Type': 'text/html' }, body };
}
