import { useQuery } from '@tanstack/react-query';
import { Page } from '../../../web/ui/Page.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { Section } from '../parts/Section.tsx';
import { meQuery, type Me } from './account.ts';
import { Appearance } from './Appearance.tsx';
import { Devices } from './Devices.tsx';
import { MyHours } from './MyHours.tsx';
import { NotificationSettings } from './NotificationSettings.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { TwoStep } from './TwoStep.tsx';

export default function AccountPage() {
  const me = useQuery(meQuery);
  return (
    <Page title="My account" crumbs={[{ label: 'Settings', to: '/settings' }]} lede={me.data?.user.email}>
      <div className="settings">
        <Loaded query={me} lines={12}>
          {(data) => <Sections me={data} />}
        </Loaded>
      </div>
    </Page>
  );
}

function Sections({ me }: { me: Me }) {
  const own = me.signInMethods.password;
  return (
    <>
      <Section title="You" hint="How colleagues see you, and the clock your dates are shown in.">
        <ProfileForm me={me} />
      </Section>
      <Section title="Working hours" hint="When leads may be handed to you and your clocks run.">
        <MyHours me={me} />
      </Section>
      <Section title="Notifications" hint="What Tandem tells you under the bell.">
        <NotificationSettings />
      </Section>
      <Section title="Appearance" hint="On this device.">
        <Appearance />
      </Section>
      <Section title="Password" hint="Changing it signs out every other device.">
        {own ? (
          <PasswordForm email={me.user.email} />
        ) : (
          <NoPassword provider={me.signInMethods.oidc?.name} email={me.user.email} />
        )}
      </Section>
      <Section
        title="Two-step sign-in"
        hint="A code from your phone besides the password: whoever learns the password still stays outside."
      >
        {own ? (
          <TwoStep on={me.user.secondFactor} />
        ) : (
          <p className="muted">You sign in elsewhere; set up the second step there.</p>
        )}
      </Section>
      <Section
        title="Where you are signed in"
        hint="Sign out what you do not know, then change your password."
      >
        <Devices />
      </Section>
    </>
  );
}

function NoPassword({ provider, email }: { provider: string | undefined; email: string }) {
  return (
    <p className="muted">
      You sign in with {provider ?? 'single sign-on'} and have no password here. To get one,{' '}
      <a className="link" href={`/forgot?email=${encodeURIComponent(email)}`}>
        ask for a link
      </a>
      .
    </p>
  );
}
