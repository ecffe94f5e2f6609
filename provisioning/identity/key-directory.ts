import type { IamAccessKeyStatus, KsyunIam } from '../../clouds/ksyun-iam/port';

/** The part of a cloud's user directory that AccessKeys are made and removed with: RAM and Kingsoft's IAM both have it. */
export interface KeyDirectory extends Pick<KsyunIam, 'createAccessKey' | 'deleteAccessKey'> {
  listAccessKeys(
    userName: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly accessKeyId: string; readonly status: IamAccessKeyStatus }[]>;
  setAccessKeyStatus(...about: Parameters<KsyunIam['setAccessKeyStatus']>): Promise<unknown>;
}

/** How messages name a directory and its users, and which error says that something is not to be seen there yet. */
export interface DirectoryWords {
  readonly directory: string;
  readonly user: string;
  readonly notVisibleYet: 'RamNotVisibleYet' | 'IamNotVisibleYet';
}

export const RAM_WORDS: DirectoryWords = {
  directory: 'RAM',
  user: 'RAM user',
  notVisibleYet: 'RamNotVisibleYet',
};

export const IAM_WORDS: DirectoryWords = {
  directory: 'Kingsoft IAM',
  user: 'Kingsoft IAM user',
  notVisibleYet: 'IamNotVisibleYet',
};
