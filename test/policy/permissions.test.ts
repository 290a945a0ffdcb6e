import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discoverRoutes } from '../../engine/http/discover-routes.ts';
import type { PolicyRow } from '../../engine/policy/csv.ts';
import { compilePermissions, reaches, type Permissions } from '../../engine/policy/permissions.ts';
import { actionWords, resourceWords } from '../../engine/policy/words.ts';
import { model, productTable } from './tables.ts';

/** Where index and casbin differ, for every question the table's words allow; empty: nowhere. */
function differences({ enforcer, grants, vocabulary }: Permissions): string[] {
  const { roles, resources, actions } = vocabulary;
  const questions = roles.flatMap((role) =>
    resources.flatMap((resource) =>
      actions.flatMap((action) => reaches.map((reach) => [role, resource, action, reach] as const)),
    ),
  );
  const wrong: string[] = [];
  for (const [role, resource, action, reach] of questions) {
    const indexed = grants([role], resource, action).some((grant) => grant.reach === reach);
    if (indexed !== enforcer.enforceSync(role, resource, action, reach)) {
      wrong.push([role, resource, action, reach].join(' '));
    }
  }
  return wrong;
}

describe('The index of permissions', () => {
  it('decides as casbin does, for every role, resource, action and reach of the table', async () => {
    expect(differences(await compilePermissions(model, productTable('permissions')))).toEqual([]);
  }, 30_000);

  it('decides as casbin does for any table with inheritance and wildcards', async () => {
    const role = fc.constantFrom('a', 'b', 'c', 'd');
    const grant = fc.record({
      ptype: fc.constant('p'),
      role,
      resource: fc.constantFrom('case', 'task', '*'),
      action: fc.constantFrom('read', 'claim', '*'),
      reach: fc.constantFrom(...reaches),
    });
    // a role inherits from later ones only: casbin does not promise anything about circles
    const inherits = fc
      .tuple(role, role)
      .filter(([one, other]) => one < other)
      .map(([one, other]) => ({ ptype: 'g', role: one, resource: other, action: '', reach: '' }));
    const tables = fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: grant }, inherits), {
      minLength: 1,
      maxLength: 12,
      selector: (cells) => JSON.stringify(cells),
    });
    await fc.assert(
      fc.asyncProperty(tables, async (lines) => {
        const rows: PolicyRow[] = lines.map((cells, index) => ({ line: index + 2, cells }));
        expect(differences(await compilePermissions(model, rows))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  it('says which row grants', async () => {
    // given
    const permissions = await compilePermissions(model, productTable('permissions'));

    // when
    const [grant] = permissions.grants(['branch'], 'member', 'reveal');

    // then
    const row = productTable('permissions')[grant!.row - 1]!;
    expect(grant).toMatchObject({ role: 'staff', reach: 'subtree' });
    expect(row.cells).toMatchObject({
      role: 'staff',
      resource: 'member',
      action: 'reveal',
      reach: 'subtree',
    });
  });

  it('knows every right that a route asks for, and people’s words for it', async () => {
    // given
    const { vocabulary } = await compilePermissions(model, productTable('permissions'));
    const asked = (await discoverRoutes()).flatMap(({ authorize }) =>
      typeof authorize === 'object' ? [authorize] : [],
    );

    // then
    expect(asked.filter(({ resource }) => !vocabulary.resources.includes(resource))).toEqual([]);
    expect(asked.filter(({ action }) => !vocabulary.actions.includes(action))).toEqual([]);
    expect(vocabulary.resources.filter((word) => !resourceWords[word])).toEqual([]);
    expect(vocabulary.actions.filter((word) => !actionWords[word])).toEqual([]);
  }, 30_000);
});
