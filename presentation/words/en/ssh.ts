/** What is wrong with an SSH key or signature; continues a sentence about it. */
export const ssh = {
  privateKey: 'is a private key, which must not be shared; give the line of its .pub file',
  otherType: ({ type }: { type: string }) =>
    `is of the type ${type}; give an ed25519 key (ssh-keygen -t ed25519)`,
  notAKeyLine: 'is not a line of a .pub file, such as "ssh-ed25519 AAAA…"',
  typesDiffer: ({ said, holds }: { said: string; holds: string }) =>
    `says ${said}, but holds a key of the type ${holds}`,
  notEd25519: 'is not of an ed25519 key',
  notPoint: 'is not an ed25519 key: it does not have 32 bytes',
  notASignature: 'is not an SSH signature',
  laterVersion: 'is of a later version of the format',
  otherTypeThanKey: 'is of another type than its key',
  unknownHash: 'names a hash that is neither sha256 nor sha512',
  cutOff: 'is cut off',
  tooLong: 'holds more than it should',
  notBase64: 'is not valid base64',
};
