import { ref, watch, type Ref } from 'vue';
import type { Organisation } from '../../../../engine/http/resources/organisations/schemas.ts';
import { api } from '../../api/client.ts';
import { session } from '../../api/session.ts';

const known = new Map<string, string>();

/** The name of the chosen organisation, which may come from an address rather than from the tree. */
export function useOrgName(code: Ref<string | null>): Ref<string> {
  const name = ref('');
  watch(
    code,
    async (wanted) => {
      name.value = wanted === null ? '' : (nameOf(wanted) ?? '');
      if (wanted === null || name.value !== '') return;
      const found = await api.get<Organisation>(`/api/organisations/${wanted}`).catch(() => null);
      if (!found) return;
      known.set(wanted, found.name);
      if (code.value === wanted) name.value = found.name;
    },
    { immediate: true },
  );
  return name;
}

function nameOf(code: string): string | undefined {
  return session.actor?.orgCode === code ? session.actor.orgName : known.get(code);
}
