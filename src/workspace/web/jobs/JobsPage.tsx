import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { act } from '../parts/saving.ts';
import '../parts/settings.css';
import { countsQuery, jobsQuery, jobWords, type Job, type JobState } from './jobs.ts';

const labels: Record<JobState, string> = {
  failed: 'Failed',
  running: 'Running',
  queued: 'Queued',
  scheduled: 'Scheduled',
};
const states = ['failed', 'running', 'queued', 'scheduled'] as const;

export default function JobsPage() {
  const asked: { state?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = states.find((known) => known === asked.state) ?? 'failed';
  const counts = useQuery(countsQuery).data;
  const jobs = useInfiniteQuery(jobsQuery(state));
  const items = jobs.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      title="Jobs"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="Work that runs in the background. What fails is tried again by itself, ever more slowly."
    >
      <Tabs
        label="State"
        value={state}
        onChange={(next) => void navigate({ to: '.', search: { state: next }, replace: true })}
        tabs={states.map((value) => ({ value, label: labels[value], count: counts?.[value] }))}
      >
        <div className="tab-body stack loose">
          <Loaded query={{ ...jobs, data: items }} lines={6}>
            {(loaded) => (loaded.length === 0 ? <Nothing state={state} /> : <Lines jobs={loaded} />)}
          </Loaded>
          {jobs.hasNextPage && (
            <div>
              <Button busy={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
                Show earlier
              </Button>
            </div>
          )}
        </div>
      </Tabs>
    </Page>
  );
}

function Lines({ jobs }: { jobs: Job[] }) {
  return (
    <ul className="lines">
      {jobs.map((job) => (
        <Line key={job.id} job={job} />
      ))}
    </ul>
  );
}

const keys = [['jobs']];

function Line({ job }: { job: Job }) {
  const [open, setOpen] = useState(false);
  const { room, what } = jobWords(job.name);
  const again = () => act(() => api.post(`/api/jobs/${job.id}/attempts`), `${what}: trying again`, keys);
  const discard = () => act(() => api.delete(`/api/jobs/${job.id}`), `${what}: discarded`, keys);
  return (
    <li className="job">
      <Icon name={job.state === 'failed' ? 'warning' : job.state === 'running' ? 'refresh' : 'clock'} />
      <span className="about">
        <span className="row wrap">
          <span className="strong">{what}</span>
          <span className="muted">{room}</span>
        </span>
        <span className="small muted num">
          <When job={job} />
        </span>
        {job.error !== null && (
          <button
            type="button"
            className="expander negative"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <Icon name="chevronRight" size={12} />
            <span className={open ? 'error-text grow' : 'truncate'}>
              {open ? job.error : job.error.split('\n')[0]}
            </span>
          </button>
        )}
      </span>
      {job.state !== 'running' && (
        <span className="acts">
          <Button small icon="refresh" onClick={() => void again()}>
            {job.state === 'failed' ? 'Try again' : 'Run now'}
          </Button>
          <Button small ghost onClick={() => void discard()}>
            Discard
          </Button>
        </span>
      )}
    </li>
  );
}

function When({ job }: { job: Job }) {
  const tries = job.attempts === 0 ? '' : ` · try ${job.attempts} of ${job.maxAttempts}`;
  const words = {
    running: 'Running since',
    queued: 'Due',
    scheduled: job.attempts > 0 ? 'Next try' : 'Due',
    failed: 'Given up; written',
  };
  const at = {
    running: job.startedAt ?? job.runAt,
    queued: job.runAt,
    scheduled: job.runAt,
    failed: job.createdAt,
  };
  return (
    <>
      {words[job.state]} <RelativeTime at={at[job.state]} />
      {tries}
      {job.worker !== null && ` · on ${job.worker}`}
    </>
  );
}

const nothing: Record<JobState, { title: string; text: string }> = {
  failed: {
    title: 'Nothing has failed',
    text: 'A job that ran out of tries stands here with its error until you run it again or discard it.',
  },
  running: {
    title: 'Nothing is running',
    text: 'Mails, imports and clean-ups run here, most within a second. This page refreshes by itself.',
  },
  queued: {
    title: 'Nothing is waiting',
    text: 'Jobs that are due and wait for a free worker stand here. A long queue means a worker is missing.',
  },
  scheduled: {
    title: 'Nothing is scheduled',
    text: 'Jobs for later, and those that failed and are tried again by themselves.',
  },
};

function Nothing({ state }: { state: JobState }) {
  return (
    <EmptyState icon={state === 'failed' ? 'tick' : 'clock'} title={nothing[state].title}>
      {nothing[state].text}
    </EmptyState>
  );
}
