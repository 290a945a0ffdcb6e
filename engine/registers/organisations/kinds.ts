/** The kinds of organisations the analysis counts, by type; the district itself is of none. */
export const organisationKinds = {
  committee: ['党工委', '党委', '社区党委'],
  general: ['党总支'],
  branch: ['党支部', '临时党支部'],
} as const;

export type OrganisationKind = keyof typeof organisationKinds;
