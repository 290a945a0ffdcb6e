import { computed } from 'vue';
import { useRouter } from 'vue-router';
import { ApiProblem, messageOf } from '../api/client.ts';
import { can } from '../api/session.ts';
import { askConfirm, toast } from '../shared/notify.ts';
import type { Draft } from './draft.ts';
import type { Lint } from './lint.ts';

/** The end of a draft: deployed, given up, or opened anew after somebody else was first. */
export function useRelease(draft: Draft, lint: Lint, showProblems: () => void) {
  const router = useRouter();
  const { state } = draft;
  const nextVersion = computed(() => (state.work?.versions[0]?.version ?? 0) + 1);
  /** Why the draft cannot be deployed now; empty: it can. */
  const blocked = computed(() => {
    const errors = lint.errors.value.length;
    if (state.conflict) return '别人已经改过，请先重新打开';
    if (!state.isDraft && state.saving !== 'soon') return '还没有改动，不用发布';
    if (lint.checking.value) return '正在检查，请稍等';
    return errors > 0 ? `还有 ${errors} 处错误，改好后才能发布` : '';
  });

  async function deploy(): Promise<void> {
    if (!(await draft.flush())) return;
    const agreed = await askConfirm({
      title: `发布“${state.name}”第 ${nextVersion.value} 版？`,
      text: consequence(draft, nextVersion.value) + reminders(lint),
      action: `发布第 ${nextVersion.value} 版`,
    });
    if (!agreed) return;
    try {
      const { version, unchanged } = await draft.deploy();
      toast(
        unchanged
          ? `和第 ${version} 版一样，没有新版本。`
          : `第 ${version} 版已发布，新申请从现在起用这一版。`,
      );
      await draft.open();
      await lint.check();
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 409) state.conflict = error.message;
      else toast(messageOf(error), 'fault');
      await lint.check();
      if (lint.errors.value.length > 0) showProblems();
    }
  }

  async function discard(): Promise<void> {
    const basis = state.work!.basedOnVersion;
    const agreed = await askConfirm({
      title: '放弃草稿？',
      text:
        basis === null
          ? '这个流程还没有发布过，放弃后就没有了。'
          : `回到第 ${basis} 版，草稿里的改动找不回来。`,
      action: '放弃草稿',
      danger: true,
    });
    if (!agreed) return;
    try {
      await draft.discard();
      if (basis === null) return void (await router.push('/studio'));
      await reopen();
    } catch (error) {
      toast(messageOf(error), 'fault');
    }
  }

  async function reopen(): Promise<void> {
    await draft.open();
    await lint.check();
  }

  return { blocked, mayDeploy: can('studio:deploy'), nextVersion, deploy, discard, reopen };
}

function reminders({ problems }: Lint): string {
  const count = problems.value.length;
  return count > 0 ? `还有 ${count} 处提醒没有处理，可以先查看。` : '';
}

/** What deployment will do, said before it is done. */
function consequence({ state }: Draft, next: number): string {
  const running = state.work!.versions.filter((version) => version.running > 0);
  const total = running.reduce((sum, version) => sum + version.running, 0);
  if (next === 1) return '发布后，符合条件的党员就能申请这项服务。';
  if (total === 0) return `没有在办件。新申请用第 ${next} 版。`;
  const parts = running.map(({ version, running }) => `第 ${version} 版 ${running} 件`).join('，');
  return running.length === 1
    ? `在办 ${total} 件继续按第 ${running[0]!.version} 版办完，新申请用第 ${next} 版。`
    : `在办 ${total} 件继续按各自的版本办完（${parts}），新申请用第 ${next} 版。`;
}
