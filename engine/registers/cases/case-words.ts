/** A case as lists have it. */
interface Named {
  title: string;
  summary: string | null;
  serviceName: string;
}

/** What the process says of the case, unless its title says the same: suggestions are called by what they are about. */
export function summaryBeside({ title, summary }: Pick<Named, 'title' | 'summary'>): string | null {
  return summary && !title.includes(summary) ? summary : null;
}

/** The line under a case's title: its service and what the process says of it, each where the title does not. */
export function aboutCase(one: Named): string {
  const service = one.title.includes(one.serviceName) ? null : one.serviceName;
  return [service, summaryBeside(one)].filter(Boolean).join(' · ');
}
