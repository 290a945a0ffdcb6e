import { can } from '../../api/session.ts';

export interface NavItem {
  label: string;
  to: string;
  /** First part of the addresses this entry stands for. */
  section: string;
}

interface Entry extends NavItem {
  needs: string;
}

const main: Entry[] = [
  { label: '工作台', to: '/inbox', section: 'inbox', needs: 'task:read' },
  { label: '办件', to: '/cases', section: 'cases', needs: 'case:read' },
  { label: '党组织', to: '/organisations', section: 'organisations', needs: 'organisation:read' },
  { label: '党员', to: '/members', section: 'members', needs: 'member:read' },
  { label: '服务办理', to: '/services', section: 'services', needs: 'service:start' },
  { label: '督查预警', to: '/board', section: 'board', needs: 'warning:read' },
  { label: '流程工作室', to: '/studio', section: 'studio', needs: 'studio:read' },
];

const administration: Entry[] = [
  { label: '数据导入', to: '/imports', section: 'imports', needs: 'import:read' },
  { label: '单位账号', to: '/accounts', section: 'accounts', needs: 'account:read' },
  { label: '操作日志', to: '/audit', section: 'audit', needs: 'audit:read' },
  { label: '职责与权限', to: '/policies/assignments', section: 'policies', needs: 'policy:read' },
];

const allowed = (entries: Entry[]): NavItem[] => entries.filter(({ needs }) => can(needs));

/** What this actor has at all. */
export const mainItems = () => allowed(main);
export const administrationItems = () => allowed(administration);
