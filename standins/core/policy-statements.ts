/** A statement of a policy document, as Alibaba Cloud and Kingsoft Cloud write them alike. */
export interface PolicyStatement {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource: string | string[];
  Condition?: unknown;
}

/**
 * Whether the statements together permit that: at least one Allow, and no Deny. Statements with a Condition are left
 * out: a stand-in has no context to judge one.
 */
export function permitted(statements: readonly PolicyStatement[], action: string, resource: string): boolean {
  const about = statements.filter(
    (statement) => statement.Condition === undefined && concerns(statement, action, resource),
  );
  return about.some(({ Effect }) => Effect === 'Allow') && !about.some(({ Effect }) => Effect === 'Deny');
}

function concerns(statement: PolicyStatement, action: string, resource: string): boolean {
  const actionFits =
    statement.NotAction === undefined
      ? anyFits(statement.Action, action)
      : !anyFits(statement.NotAction, action);
  return actionFits && anyFits(statement.Resource, resource);
}

function anyFits(patterns: string | string[] | undefined, text: string): boolean {
  return [patterns ?? []].flat().some((pattern) => {
    const expression = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${expression}$`, 'i').test(text);
  });
}
