/** Of `process_instance as i`: the instance of a case and those it called. Two bindings: the key of the case's instance. */
export const ofCase = '(i.key = ? or (i.root_key = ? and i.parent_key is not null))';
