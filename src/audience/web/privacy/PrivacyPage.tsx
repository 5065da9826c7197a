import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../workspace/web/parts/Section.tsx';
import { Erasures } from './Erasures.tsx';
import { Purposes } from './Purposes.tsx';

/** What people are asked to agree to, and who was erased. */
export function PrivacyPage() {
  return (
    <Page
      title="Privacy"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="What people agree to, and how they are forgotten when they ask for it."
    >
      <div className="settings">
        <Section
          title="What people are asked"
          hint="Each purpose is asked for by one or more ways. A new wording is asked from now on; who answered the old one, answered the old one."
        >
          <Purposes />
        </Section>
        <Section
          title="Erased people"
          hint="A receipt for everybody who was erased on request. It names nobody; looking for an address says whether whoever had it was erased."
        >
          <Erasures />
        </Section>
      </div>
    </Page>
  );
}
