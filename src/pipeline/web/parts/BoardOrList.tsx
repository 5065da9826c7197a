import { useNavigate } from '@tanstack/react-router';
import { Segmented } from '../../../web/ui/Segmented.tsx';

type Way = 'board' | 'list';

/** Two ways of seeing the same deals. */
export function BoardOrList({ value }: { value: Way }) {
  const navigate = useNavigate();
  return (
    <Segmented<Way>
      label="How deals are shown"
      value={value}
      onChange={(way) => void navigate({ to: way === 'board' ? '/deals' : '/deals/list' })}
      choices={[
        { value: 'board', label: 'Board' },
        { value: 'list', label: 'List' },
      ]}
    />
  );
}
