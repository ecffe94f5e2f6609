import type { AlibabaOptions, AlibabaServices } from '../core/alibaba-services';
import type { StandInContext } from '../core/context';
import { createOssService } from '../oss/oss-service';
import { createStsService } from '../sts/sts-service';
import { createIdentityStore, type IdentityOptions } from './identity-store';
import { createRamService } from './ram-service';

/** OSS, RAM and STS over one identity store: a key that RAM makes works at the others, once propagated. */
export function createAlibabaServices(
  context: StandInContext,
  options: AlibabaOptions & Pick<IdentityOptions, 'operator'> = {},
): AlibabaServices {
  const store = createIdentityStore(context, options);
  const ossRegion = options.ossRegion ?? 'cn-beijing';
  return {
    oss: createOssService(context, store, { defaultRegion: ossRegion }),
    ram: createRamService(context, store),
    store,
    sts: createStsService(context, store),
    ossRegion,
    accountId: store.main.id,
    accessKeyId: store.operatorKey.id,
    accessKeySecret: store.operatorKey.secret,
  };
}
