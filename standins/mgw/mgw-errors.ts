import { OssError } from '../oss/oss-errors';

/** HTTP statuses are documented for `NoSuch…` alone; the others are what they mean in HTTP. */
const statuses: Readonly<Record<string, number>> = {
  InvalidArgument: 400,
  MissingArgument: 400,
  InvalidImportJobStatus: 400,
  ImportAddressTypeInvalid: 400,
  ImportAddressNumExceed: 400,
  ImportJobNumExceed: 400,
  ImportJobDepthExceed: 400,
  AccessDenied: 403,
  NoSuchImportAddress: 404,
  NoSuchImportJob: 404,
  NoSuchImportJobParent: 404,
  NoSuchImportJobRunTimeId: 404,
  ImportAddressAlreadyExist: 409,
  ImportAddressIsOccupied: 409,
  ImportJobAlreadyExist: 409,
  ImportJobHasDescendants: 409,
  ImportJobRepeatedOnSameAddress: 409,
};

/** An error of the service, which writes them as OSS does ("Quick overview of common commands and error codes"). */
export const mgwError = (code: string, message: string): OssError =>
  new OssError(statuses[code] ?? 400, code, message);
