import type { Problem } from '../problem.ts';
import { Icon } from './Icon.tsx';

/** What went wrong, in the user's words, with the number to quote. Field errors stand at their fields. */
export function FormError({ problem }: { problem: Problem | undefined }) {
  if (problem === undefined) return null;
  return (
    <div className="notice bad" role="alert">
      <Icon name="warning" />
      <div>
        <strong>{problem.title}</strong>
        {problem.detail !== '' && problem.detail !== problem.title && <div>{problem.detail}</div>}
        {problem.id !== undefined && (
          <div className="small">
            Quote <span className="num">{problem.id}</span> when you ask for help.
          </div>
        )}
      </div>
    </div>
  );
}
