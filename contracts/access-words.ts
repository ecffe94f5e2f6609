/** What a user has, in the words in which reports tell its removal: one thing, one word, wherever it is told. */
export const accessWords = {
  accessKey: (accessKeyId: string): string => `AccessKey ${accessKeyId}`,
  policy: (policy: string, userName: string): string => `policy ${policy} of RAM user ${userName}`,
  logon: (userName: string): string => `console logon of RAM user ${userName}`,
  user: (userName: string): string => `RAM user ${userName}`,
  iamAttachment: (policy: string, userName: string): string =>
    `policy ${policy} of Kingsoft IAM user ${userName}`,
  iamPolicy: (policy: string): string => `Kingsoft IAM policy ${policy}`,
  iamUser: (userName: string): string => `Kingsoft IAM user ${userName}`,
} as const;
