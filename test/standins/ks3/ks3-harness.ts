import { S3Client } from '@aws-sdk/client-s3';
import { createContext, type StandInContext } from '../../../standins/core/context';
import { serveService } from '../../../standins/core/server';
import type { FaultRule } from '../../../standins/core/fault-kinds';
import { createKs3Service, type Ks3Options, type Ks3StandIn } from '../../../standins/ks3/ks3-service';
import type { ObjectSource } from '../../../standins/ks3/sources/object-source';

export interface Ks3Harness {
  context: StandInContext;
  ks3: Ks3StandIn;
  endpoint: string;
  /** The unmodified SDK, one attempt a call. */
  client: S3Client;
  clientWith(keys: { accessKeyId: string; accessKeySecret: string }, region?: string): S3Client;
  addBucket(name: string, source?: ObjectSource): void;
  fault(rule: Omit<FaultRule, 'service'>): void;
  stop(): Promise<void>;
}

/** Only KS3, on a free port. */
export async function startKs3(options: Ks3Options = {}): Promise<Ks3Harness> {
  const context = createContext();
  const ks3 = createKs3Service(context, options);
  const server = await serveService(ks3, context, 0);
  const clients: S3Client[] = [];
  const clientWith: Ks3Harness['clientWith'] = (keys, region = ks3.region) => {
    const client = new S3Client({
      endpoint: server.endpoint,
      region,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.accessKeySecret },
    });
    clients.push(client);
    return client;
  };
  return {
    context,
    ks3,
    endpoint: server.endpoint,
    client: clientWith(ks3),
    clientWith,
    addBucket: (name, source) =>
      void ks3.state.buckets.create({ name, region: ks3.region, ...(source && { source }) }),
    fault: (rule) => void context.faults.add({ service: 'ks3', ...rule }),
    stop: async () => {
      for (const client of clients) {
        client.destroy();
      }
      await server.stop();
    },
  };
}
