import type { Policy } from './policy.ts';

/** What a node hears of the changes of all nodes; null: some may have been missed. */
interface Feed {
  subscribe(listener: (change: { event: string } | null) => void): () => void;
}

/** Takes over the policy tables that any node changes. @returns ends it */
export function followPolicyChanges(
  feed: Feed,
  policy: Pick<Policy, 'reload'>,
  failed: (error: unknown) => void,
): () => void {
  return feed.subscribe((change) => {
    if (change === null || change.event === 'policy') policy.reload().catch(failed);
  });
}
