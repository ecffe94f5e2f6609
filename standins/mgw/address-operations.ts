import { randomBytes } from 'node:crypto';
import { element, xmlDocument } from '../core/xml';
import type { ServiceRequest } from '../core/service';
import { elementsNamed, rootContent, textOf } from '../oss/xml-request';
import type { AddressChecks } from './address-check';
import { listPage, mgwTime, texts, type MgwResult } from './mgw-call';
import { mgwError } from './mgw-errors';
import type { MgwAddress } from './mgw-model';
import type { MgwState } from './mgw-state';

/** The form of names of addresses and jobs. */
const NAME = /^[a-z0-9][a-z0-9_-]{2,62}$/;
/** 1 to 1024 characters of `K1:V1,K2:V2`. */
const TAGS = /^(?:[A-Za-z0-9_-]+:[A-Za-z0-9_-]*)(?:,[A-Za-z0-9_-]+:[A-Za-z0-9_-]*)*$/;

const FIELDS = [
  'AccessId',
  'AccessSecret',
  'AddressType',
  'AgentList',
  'Bucket',
  'DataType',
  'Domain',
  'InvAccessId',
  'InvAccessSecret',
  'InvBucket',
  'InvDomain',
  'InvLocation',
  'InvPath',
  'InvRegionId',
  'InvRole',
  'Prefix',
  'RegionId',
  'Role',
];

/** What an address of a type must say. The stand-in has those of this migration; the service has more. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  ks3: ['Bucket', 'Domain', 'AccessId', 'AccessSecret'],
  oss: ['Bucket', 'RegionId'],
  ossinv: ['Bucket', 'Domain', 'AccessId', 'AccessSecret', 'DataType', 'InvLocation', 'InvBucket', 'InvPath'],
};

export function createAddress(state: MgwState, { body }: ServiceRequest): MgwResult {
  const content = rootContent(body, 'ImportAddress');
  const name = checkedName(content);
  const tags = checkedTags(content);
  const [sent = ''] = elementsNamed(content, 'AddressDetail');
  const detail = Object.fromEntries(
    FIELDS.flatMap((field) => {
      const text = textOf(sent, field) ?? '';
      return text === '' ? [] : [[field, text]];
    }),
  );
  checkDetail(detail);
  if (state.findAddress(name) !== undefined) {
    throw mgwError('ImportAddressAlreadyExist', `The import address ${name} already exists.`);
  }
  if (state.addresses().length >= state.switches.maxAddresses) {
    throw mgwError('ImportAddressNumExceed', 'The number of import addresses exceeds the limit.');
  }
  state.addAddress({
    name,
    version: randomBytes(16).toString('hex'),
    detail,
    tags,
    createdAt: state.clock.now(),
    verification: { state: 'never tried', pending: 0 },
  });
  return { effect: `created ${detail['AddressType']} address ${name}` };
}

export function getAddress(state: MgwState, name: string): MgwResult {
  return { body: xmlDocument('ImportAddress', addressElements(state, state.addressNamed(name))) };
}

export function verifyAddress(state: MgwState, checks: AddressChecks, name: string): MgwResult {
  const address = state.addressNamed(name);
  const result = checks.answer(address);
  return {
    body: xmlDocument(
      'VerifyAddressResponse',
      texts({
        ErrorCode: result?.problem?.code ?? '',
        ErrorMessage: result?.problem?.message ?? '',
        Status: result === undefined ? '' : statusOf(state, address, result.problem !== undefined),
        VerifyTime: mgwTime(address.verification.verifiedAt),
      }),
    ),
  };
}

export function deleteAddress(state: MgwState, name: string): MgwResult {
  state.removeAddress(state.addressNamed(name));
  return { status: state.switches.deleteStatus, effect: `deleted address ${name}` };
}

export function listAddresses(state: MgwState, { query }: ServiceRequest): MgwResult {
  const entries = state.addresses().map((address) => ({
    marker: address.name,
    xml: element('ImportAddress', addressElements(state, address)),
  }));
  return { body: listPage('ImportAddressList', query, entries) };
}

/** @throws OssError `InvalidArgument` */
export function checkedName(content: string): string {
  const name = textOf(content, 'Name') ?? '';
  if (!NAME.test(name)) {
    throw mgwError('InvalidArgument', 'The parameter Name is invalid.');
  }
  return name;
}

/** @throws OssError `InvalidArgument` */
export function checkedTags(content: string): string {
  const tags = textOf(content, 'Tags') ?? '';
  if (tags !== '' && (tags.length > 1024 || !TAGS.test(tags))) {
    throw mgwError('InvalidArgument', 'The parameter Tags is invalid.');
  }
  return tags;
}

function checkDetail(detail: Readonly<Record<string, string>>): void {
  const type = detail['AddressType'] ?? '';
  const required = REQUIRED[type === 'inv' ? 'ossinv' : type];
  if (required === undefined) {
    throw mgwError('ImportAddressTypeInvalid', `The address type ${type} is invalid.`);
  }
  const missing = required.find((field) => detail[field] === undefined);
  if (missing !== undefined) {
    throw mgwError('MissingArgument', `The parameter ${missing} is missing.`);
  }
  const signsIn = detail['Role'] !== undefined || detail['AccessSecret'] !== undefined;
  if (!signsIn) {
    throw mgwError('MissingArgument', 'The parameter Role is missing.');
  }
  const { Prefix: prefix = '', RegionId: region = 'oss-cn-beijing' } = detail;
  if (prefix !== '' && (prefix.startsWith('/') || !prefix.endsWith('/'))) {
    throw mgwError('InvalidArgument', 'The parameter Prefix is invalid.');
  }
  if (!/^oss-[a-z0-9-]+$/.test(region)) {
    throw mgwError('InvalidArgument', 'The parameter RegionId is invalid.');
  }
}

function statusOf({ switches }: MgwState, { verification }: MgwAddress, bad: boolean): string {
  if (verification.verifiedAt === undefined) {
    return 'notVerify';
  }
  return bad ? 'unavailable' : switches.availableSpelling;
}

function addressElements(state: MgwState, address: MgwAddress) {
  const { detail, verification, createdAt } = address;
  const { problem } = verification;
  const shown = {
    ...detail,
    ...(state.switches.addressSecret === 'masked' ? { AccessSecret: '', InvAccessSecret: '' } : {}),
  };
  return [
    element('AddressDetail', texts(shown)),
    ...texts({
      CreateTime: mgwTime(createdAt),
      ModifyTime: mgwTime(createdAt),
      Name: address.name,
      Status: statusOf(state, address, problem !== undefined),
      Tags: address.tags,
    }),
    element(
      'VerifyResult',
      texts({
        ErrorCode: problem?.code ?? '',
        ErrorMsg: problem?.message ?? '',
        HttpCode: verification.verifiedAt === undefined ? -1 : problem === undefined ? 200 : 403,
      }),
    ),
    ...texts({ VerifyTime: mgwTime(verification.verifiedAt), Version: address.version }),
  ];
}
