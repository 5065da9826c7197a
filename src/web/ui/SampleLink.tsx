import { useMay } from '../session.ts';
import { ButtonLink } from './ButtonLink.tsx';

/** In an empty page: what it would look like with people in it. Only for those who may load the sample company. */
export function SampleLink() {
  return useMay('sample.manage') ? (
    <ButtonLink ghost to="/settings/sample">
      Show me with sample data
    </ButtonLink>
  ) : null;
}
