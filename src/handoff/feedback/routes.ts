import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { editFollowUp, listFollowUps, makeFollowUp } from './follow-ups.ts';
import { deleteNote, editNote } from './note-edits.ts';
import { findNote, namedBefore, writeNote } from './notes.ts';
import { streamOf } from './stream.ts';
import { suggestThemes } from './suggesting.ts';
import { findTheme, listThemes } from './theme-reading.ts';
import { addToTheme, makeTheme, mergeTheme, renameTheme, takeOut } from './themes.ts';

export function feedbackRoutes(app: App, house: House): void {
  noteRoutes(app, house);
  themeRoutes(app, house);
  followUpRoutes(app, house);
}

function noteRoutes(app: App, { db }: House): void {
  app.get('/api/feedback', { ...may('feedback.read'), schema: contract.listItems }, ({ who, query }) =>
    streamOf(db, who, query),
  );
  app.post(
    '/api/field-notes',
    { ...may('feedback.write'), schema: contract.createNote },
    async ({ who, body }, reply) => reply.code(201).send(await writeNote(db, who, body)),
  );
  app.get('/api/field-notes/:id', { ...may('feedback.read'), schema: contract.showNote }, ({ who, params }) =>
    findNote(db, who, params.id),
  );
  app.patch(
    '/api/field-notes/:id',
    { ...may('feedback.write'), schema: contract.editNote },
    ({ who, params, body }) => editNote(db, who, params.id, body),
  );
  app.delete(
    '/api/field-notes/:id',
    { ...may('feedback.edit'), schema: contract.deleteNote },
    async ({ who, params }, reply) => {
      await deleteNote(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.get('/api/field-note-names', { ...may('feedback.read'), schema: contract.namedBefore }, () =>
    namedBefore(db),
  );
}

function themeRoutes(app: App, { db }: House): void {
  app.get('/api/themes', { ...may('feedback.read'), schema: contract.listThemes }, async ({ query }) => ({
    items: await listThemes(db, query.q),
  }));
  app.post(
    '/api/themes',
    { ...may('themes.edit'), schema: contract.createTheme },
    async ({ who, body }, reply) => reply.code(201).send(await makeTheme(db, who, body)),
  );
  app.get('/api/themes/:id', { ...may('feedback.read'), schema: contract.showTheme }, ({ params }) =>
    findTheme(db, params.id),
  );
  app.patch(
    '/api/themes/:id',
    { ...may('themes.edit'), schema: contract.renameTheme },
    ({ who, params, body }) => renameTheme(db, who, params.id, body.name),
  );
  app.post(
    '/api/themes/:id/merger',
    { ...may('themes.edit'), schema: contract.mergeTheme },
    ({ who, params, body }) => mergeTheme(db, who, params.id, body.into),
  );
  app.post(
    '/api/themes/:id/items',
    { ...may('themes.edit'), schema: contract.addItems },
    ({ who, params, body }) => addToTheme(db, who, params.id, body.itemIds),
  );
  app.delete(
    '/api/themes/:id/items/:itemId',
    { ...may('themes.edit'), schema: contract.takeOut },
    ({ who, params }) => takeOut(db, who, params.id, params.itemId),
  );
  app.get('/api/theme-suggestions', { ...may('themes.edit'), schema: contract.suggest }, ({ who }) =>
    suggestThemes(db, who),
  );
}

function followUpRoutes(app: App, { db }: House): void {
  app.get(
    '/api/follow-ups',
    { ...may('feedback.read'), schema: contract.listFollowUps },
    async ({ query }) => ({ items: await listFollowUps(db, query) }),
  );
  app.post(
    '/api/themes/:id/follow-ups',
    { ...may('themes.edit'), schema: contract.createFollowUp },
    async ({ who, params, body }, reply) =>
      reply.code(201).send(await makeFollowUp(db, who, params.id, body)),
  );
  app.patch(
    '/api/follow-ups/:id',
    { ...may('themes.edit'), schema: contract.editFollowUp },
    ({ who, params, body }) => editFollowUp(db, who, params.id, body),
  );
}
