import type { Translated } from '../phrase';
import type { resource as english } from '../en/resource';

export const resource: Translated<typeof english> = {
  ks3Account: ({ accessKeyId }) => `AccessKey ${accessKeyId} 所属的 KS3 账号`,
  ks3Bucket: ({ name }) => `KS3 存储空间 ${name}`,
  sourceProfile: ({ name }) => `源端配置 ${name}`,
  iam: '金山云 IAM',
  iamUser: ({ name }) => `金山云 IAM 用户 ${name}`,
  iamUserWithoutName: '未指定用户名的 IAM 用户',
  iamUsers: '金山云 IAM 用户列表',
  iamPolicy: ({ name }) => `金山云 IAM 策略 ${name}`,
  iamAccessKeys: '全部 IAM 用户的 AccessKey',
  accessKeyOwner: ({ id }) => `AccessKey ${id} 的所属用户`,

  oss: 'OSS',
  ossBucket: ({ name }) => `OSS Bucket ${name}`,

  mgw: '在线迁移服务',
  mgwAddress: ({ name }) => `数据地址 ${name}`,
  mgwJob: ({ name }) => `迁移任务 ${name}`,
  launchOf: ({ name }) => `迁移任务 ${name} 的启动`,
  mgwAddresses: '账号的数据地址列表',
  mgwJobs: '账号的迁移任务列表',

  ram: 'RAM',
  sts: 'STS',
  account: ({ id }) => `账号 ${id}`,
  passwordPolicy: '账号的密码策略',
  signInDomain: '账号的登录域名',
  accessKeyIdentity: ({ id }) => `AccessKey ${id} 的身份`,
  ramUser: ({ name }) => `RAM 用户 ${name}`,
  ramUserOfAccount: ({ name, account }) => `账号 ${account} 的 RAM 用户 ${name}`,
  ramUserWithoutName: '未指定用户名的 RAM 用户',
  ramUsers: '账号的 RAM 用户列表',
  ramPolicy: ({ name, type }) =>
    `RAM ${type === undefined ? '策略' : type === 'System' ? '系统策略' : '自定义策略'} ${name}`,

  accessKey: ({ id }) => `AccessKey ${id}`,
  accessKeyOf: ({ id, of }, say) => `${say(of)} 的 AccessKey ${id}`,
  accessKeyInUseOf: ({ of }, say) => `${say(of)} 正在使用的 AccessKey`,
  policiesOf: ({ names, of }, say) => `${say(of)} 的策略 ${names.join('、')}`,
  logonOf: ({ of }, say) => `${say(of)} 的控制台登录`,
  markOf: ({ of }, say) => `${say(of)} 的标记`,
  deliveryMarkOf: ({ of }, say) => `${say(of)} 的交付标记`,
  removalOf: ({ of }, say) => `${of.map(say).join('、')} 的删除`,
  statusOf: ({ of }, say) => `${of.map(say).join('、')} 的状态`,

  ossObject: ({ bucket, key }) => `OSS 对象 oss://${bucket}/${key}`,
  vault: 'Vault',
  vaultAt: ({ address }) => `Vault（${address}）`,
  vaultLogon: ({ address, mount }) => `Vault（${address}）的 AppRole 登录 auth/${mount}`,
  vaultEngine: ({ address, mount }) => `Vault（${address}）的密钥引擎 ${mount}`,
  vaultSecret: ({ address, path }) => `Vault（${address}）的密钥 ${path}`,

  thisPreparation: '本准备任务',
  thisMigration: '本次迁移',
  migration: ({ from, to }) => `从 KS3 存储空间 ${from} 到 OSS Bucket ${to} 的迁移`,
  planOf: ({ workflowId }) => `${workflowId} 的方案`,
  planForAccount: ({ id }) => `账号 ${id} 的方案`,
  activity: ({ type }) => `活动 ${type}`,
  workflow: ({ id }) => `工作流 ${id}`,
  step: ({ title }) => `步骤“${title}”`,
};
