import type { Translated } from '../phrase';
import type { ssh as english } from '../en/ssh';

export const ssh: Translated<typeof english> = {
  privateKey: '是私钥，不得外传；请提供对应 .pub 文件中的一行',
  otherType: ({ type }) => `类型为 ${type}；请提供 ed25519 密钥（ssh-keygen -t ed25519）`,
  notAKeyLine: '不是 .pub 文件中的一行，格式如 "ssh-ed25519 AAAA…"',
  typesDiffer: ({ said, holds }) => `标明的类型是 ${said}，实际是 ${holds} 类型的密钥`,
  notEd25519: '不是 ed25519 密钥',
  notPoint: '不是 ed25519 密钥：长度不是 32 字节',
  notASignature: '不是 SSH 签名',
  laterVersion: '采用了更新版本的格式',
  otherTypeThanKey: '与其密钥的类型不一致',
  unknownHash: '使用的哈希算法既不是 sha256 也不是 sha512',
  cutOff: '不完整',
  tooLong: '含有多余内容',
  notBase64: '不是有效的 base64',
};
