import type { WorkflowHandle } from '@temporalio/client';
import { rejectSignal, retrySignal } from '../../contracts/messages';
import { KEYS, MigrationRig, untilParked } from '../rig/migration';
import { untilPhase, type Rig } from '../rig/rig';

/** The kinds of migrations, each with the messages it needs until it ends. */
export const MIGRATION_KINDS: Readonly<Record<string, (rig: Rig, name: string) => Promise<WorkflowHandle>>> =
  {
    'migration-launched': async (rig, name) => (await worldOf(rig, name)).launched(name),

    async 'migration-rejected'(rig, name) {
      const handle = await (await worldOf(rig, name)).migrate(name);
      await untilPhase(handle, 'waiting for approval');
      await handle.signal(rejectSignal, { approver: 'wang.fang' });
      return handle;
    },

    async 'migration-cancelled'(rig, name) {
      const handle = await (await worldOf(rig, name)).migrate(name);
      await untilPhase(handle, 'waiting for approval');
      await handle.cancel();
      return handle;
    },

    async 'migration-repaired'(rig, name) {
      const world = await worldOf(rig, name);
      await world.control.arrange('mgw', 'fail-keys', { keys: KEYS.slice(0, 3), times: 1 });
      const handle = await world.launched(name);
      await untilParked(handle, 'MgwObjectsFailed');
      await handle.signal(retrySignal, { by: 'li.wei' });
      return handle;
    },

    /** Cancelled while the job runs. */
    async 'migration-left-running'(rig, name) {
      const world = await worldOf(rig, name);
      await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
      const handle = await world.launched(name);
      await untilPhase(handle, 'waiting');
      await handle.cancel();
      await handle.result().catch(() => undefined);
      await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
      return handle;
    },
  };

async function worldOf(rig: Rig, name: string): Promise<MigrationRig> {
  const world = await MigrationRig.over(rig, name);
  await world.prepared(name);
  return world;
}
