import { accountColumns, judgeAccounts, type AccountToWrite } from './accounts/judge-accounts.ts';
import { writeAccounts } from './accounts/write-accounts.ts';
import type { ImportKind, ImportKindName } from './kind.ts';
import { memberColumns } from './members/columns.ts';
import { judgeMembers, type MemberToWrite } from './members/judge-members.ts';
import { writeMembers } from './members/write-members.ts';
import { judgeOrganisations, type OrganisationToWrite } from './organisations/judge-organisations.ts';
import { organisationColumns } from './organisations/read-organisation.ts';
import { writeOrganisations } from './organisations/write-organisations.ts';

const organisations: ImportKind<OrganisationToWrite> = {
  title: '党组织',
  columns: organisationColumns,
  judge: judgeOrganisations,
  write: writeOrganisations,
};
const members: ImportKind<MemberToWrite> = {
  title: '党员名册',
  columns: memberColumns,
  judge: judgeMembers,
  write: writeMembers,
};
const accounts: ImportKind<AccountToWrite> = {
  title: '账号',
  columns: accountColumns,
  judge: judgeAccounts,
  write: writeAccounts,
};

/** In the order in which an empty system is set up (O6). */
export const importKinds = { organisations, members, accounts } as unknown as Record<
  ImportKindName,
  ImportKind
>;
