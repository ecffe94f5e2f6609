import type { FaultRule } from '../../../standins/core/fault-kinds';
import type { StandInsSummary } from '../../../standins/stand-ins';

/** Channels as an operator configures them: the file names variables, and these hold the secrets. */
export const CHANNEL_TABLES = `
[[notify]]
name = "signed"
kind = "webhook"
url_env = "WEBHOOK_URL"
secret_env = "WEBHOOK_SIGN"
[[notify]]
name = "signed-in-the-address"
kind = "dingtalk"
url_env = "DINGTALK_URL"
secret_env = "DINGTALK_SIGN"
events = ["decision", "attention", "cancelled"]
[[notify]]
name = "token-in-the-path"
kind = "slack"
url_env = "SLACK_URL"
events = ["decision", "cancelled"]
`;

export function channelVariables({ notify }: StandInsSummary): Record<string, string> {
  return {
    WEBHOOK_URL: notify.webhook.url,
    WEBHOOK_SIGN: notify.webhook.secret ?? '',
    DINGTALK_URL: notify.dingtalk.url,
    DINGTALK_SIGN: notify.dingtalk.secret ?? '',
    SLACK_URL: notify.slack.url,
  };
}

/** Ways in which receivers of notifications fail, with what HTTP clients say meanwhile. */
export const DEAF_RECEIVERS: readonly FaultRule[] = [
  { service: 'notify', operation: 'webhook', kind: 'status', status: 500 },
  { service: 'notify', operation: 'webhook', kind: 'reset', after: 1 },
  { service: 'notify', operation: 'dingtalk', kind: 'html' },
  { service: 'notify', operation: 'dingtalk', kind: 'status', status: 302, after: 1 },
  { service: 'notify', operation: 'slack', kind: 'hang' },
  { service: 'notify', operation: 'slack', kind: 'empty', status: 403 },
];
