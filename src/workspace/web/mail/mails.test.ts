// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { dressMail, undressMail } from './mail-styles.ts';
import { linksIn, mailTo, stateWords, type Mail } from './mails.ts';

const mail: Mail = {
  id: '1',
  to: 'anna@example.com',
  subject: 'Welcome',
  template: 'letter',
  state: 'queued',
  attempts: 0,
  error: null,
  createdAt: '2026-11-22T12:00:00.000Z',
  triedAt: null,
  sentAt: null,
};

test('links are found once each, without the end of the sentence', () => {
  const text =
    'Open https://t.example/reset?token=a-b_c. Or (https://t.example/help), or https://t.example/help!';
  expect(linksIn(text)).toEqual(['https://t.example/reset?token=a-b_c', 'https://t.example/help']);
});

test('a mail that failed once is tried again, not failed', () => {
  expect([stateWords(mail), stateWords({ state: 'queued', attempts: 2 })]).toEqual([
    'Waiting',
    'Trying again',
  ]);
});

test('the mail of an invitation is the one written for it, not an older one to the same address', () => {
  const older = { ...mail, id: '0', createdAt: '2026-11-20T12:00:00.000Z' };
  expect(mailTo([mail, older], 'anna@example.com', '2026-11-22T12:00:00.200Z')?.id).toBe('1');
  expect(mailTo([older], 'anna@example.com', '2026-11-22T12:00:00.200Z')).toBeUndefined();
});

test('styles are put aside in the text and set again in the frame; links lead nowhere', () => {
  const plain = undressMail(
    '<head><style media="all">p { color: red }</style></head><p style="margin: 4px">a style="b"</p><a href="https://x.example">x</a>',
  );
  expect(plain).not.toContain('<style');
  expect(plain).toContain('<p data-style="margin: 4px">a style="b"</p>');
  const frame = new DOMParser().parseFromString(plain, 'text/html');
  dressMail(frame);
  expect(frame.querySelector('p')?.style.margin).toBe('4px');
  expect(frame.querySelector('a')?.hasAttribute('href')).toBe(false);
});
