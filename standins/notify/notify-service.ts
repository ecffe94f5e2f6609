import { randomBytes } from 'node:crypto';
import type { StandInContext } from '../core/context';
import type { Service, ServiceError, ServiceRequest } from '../core/service';
import { dingTalkRobot } from './dingtalk-robot';
import { feishuBot } from './feishu-bot';
import { Inbox, type RobotKind } from './inbox';
import { json, type Robot } from './robot';
import { slackHook } from './slack-hook';
import { weComRobot } from './wecom-robot';
import { webhookReceiver } from './webhook-receiver';

/** A worker's settings: the address of a robot, and its signing secret. */
export interface RobotAccess {
  /** Path and query, to put behind the endpoint. It holds the token. */
  path: string;
  secret?: string;
}

export interface NotifyStandIn extends Service {
  readonly inbox: Inbox;
  readonly robots: Readonly<Record<RobotKind, RobotAccess>>;
}

/** The robots of DingTalk, Feishu, WeCom and Slack, and a receiver of signed webhooks, on one endpoint. */
export function createNotifyService(context: StandInContext): NotifyStandIn {
  const inbox = new Inbox();
  const token = () => context.secrets.issue('webhook-token', randomBytes(16).toString('hex'));
  const secret = () => context.secrets.issue('signing-secret', `SEC${randomBytes(24).toString('hex')}`);
  const tokens = { dingtalk: token(), feishu: token(), wecom: token(), slack: token(), webhook: token() };
  const secrets = { dingtalk: secret(), feishu: secret(), webhook: secret() };
  const robots: readonly Robot[] = [
    dingTalkRobot(tokens.dingtalk, secrets.dingtalk),
    feishuBot(tokens.feishu, secrets.feishu),
    weComRobot(tokens.wecom),
    slackHook(tokens.slack),
    webhookReceiver(tokens.webhook, secrets.webhook),
  ];
  const robotOf = ({ rawPath }: ServiceRequest) => robots.find(({ kind }) => rawPath.startsWith(`/${kind}/`));
  return {
    name: 'notify',
    inbox,
    robots: {
      dingtalk: { path: `/dingtalk/robot/send?access_token=${tokens.dingtalk}`, secret: secrets.dingtalk },
      feishu: { path: `/feishu/open-apis/bot/v2/hook/${tokens.feishu}`, secret: secrets.feishu },
      wecom: { path: `/wecom/cgi-bin/webhook/send?key=${tokens.wecom}` },
      slack: { path: `/slack/services/${tokens.slack}` },
      webhook: { path: `/webhook/${tokens.webhook}`, secret: secrets.webhook },
    },
    slowDown: TOO_FAST,
    identify: (request) => ({ operation: robotOf(request)?.kind ?? 'unknown' }),
    handle(request) {
      const robot = robotOf(request);
      if (robot === undefined) {
        return { ...json({ error: 'no robot here' }, 404), operation: 'unknown' };
      }
      const { kind } = robot;
      const { answer, taken } = robot.handle(request, context.clocks.of('notify'));
      if (taken === undefined) {
        return { ...answer, operation: kind };
      }
      const id = request.headers['webhook-id'];
      inbox.take({ kind, body: taken, ...(typeof id === 'string' ? { webhookId: id } : {}) });
      return { ...answer, operation: kind, effect: 'took a message' };
    },
    renderError(error, request) {
      const robot = robotOf(request);
      return robot !== undefined && error.code === TOO_FAST.code
        ? robot.tooFast()
        : json({ error: error.message }, error.status);
    },
    arrange(command, body) {
      switch (command) {
        case 'inbox':
          return inbox.messages((body as { kind?: string }).kind);
        case 'clear':
          return inbox.clear();
        default:
          throw new Error(`notify arranges no "${command}"; there are inbox and clear`);
      }
    },
  };
}

const TOO_FAST: ServiceError = { status: 429, code: 'TooFast', message: 'too many messages' };
