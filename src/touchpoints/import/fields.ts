/** What a column can be on a touchpoint. What is none of these is kept with it under the column's name. */
const labels = {
  when: ['When', 'Touchpoint'],
  kind: ['Kind', 'Touchpoint'],
  name: ['What exactly', 'Touchpoint'],
  channel: ['Channel', 'Touchpoint'],
  campaign: ['Campaign', 'Touchpoint'],
  value: ['Value', 'Touchpoint'],
  currency: ['Currency', 'Touchpoint'],
  note: ['Note', 'Touchpoint'],
  actor: ['Colleague (e-mail or name)', 'Touchpoint'],
  userAgent: ['Browser (user agent)', 'Touchpoint'],
  referrer: ['Page before (referrer)', 'Touchpoint'],
  messageId: ['Id of the touchpoint', 'Touchpoint'],
  ignore: ['Leave out', 'Touchpoint'],
  email: ['E-mail', 'Who'],
  externalId: ['Id in another system', 'Who'],
  phone: ['Phone', 'Who'],
  anonymousId: ['Anonymous id', 'Who'],
  givenName: ['Given name', 'Who'],
  familyName: ['Family name', 'Who'],
  companyName: ['Company', 'Who'],
} as const satisfies Record<string, [label: string, group: string]>;

export const touchpointFields = Object.entries(labels).map(([field, [label, group]]) => {
  return { field, label, group };
});

/** How spreadsheets, exports and logs call them. */
export const touchpointNames: Record<string, string[]> = {
  when: 'when date time timestamp datetime occurredat createdat createdate createddate at wondate closedate engagedate activitydate calldate meetingdate eventtime processedat firstcontactdate paidat'.split(
    ' ',
  ),
  kind: ['kind', 'type', 'activity', 'activitytype', 'eventtype', 'event', 'lastactivity', 'dealstage'],
  name: ['name', 'title', 'subject', 'eventname', 'page', 'path', 'dealname', 'product'],
  channel: ['channel', 'medium', 'source', 'leadsource', 'origin', 'utmmedium'],
  campaign: ['campaign', 'campaignname', 'utmcampaign', 'campaigntitle'],
  value: 'value amount revenue total price dealvalue closevalue declaredmonthlyrevenue'.split(' '),
  currency: ['currency', 'currencycode'],
  note: ['note', 'notes', 'comment', 'comments', 'description', 'remark'],
  actor: ['owner', 'dealowner', 'salesagent', 'rep', 'agent', 'colleague', 'actor', 'user'],
  userAgent: ['useragent', 'browser'],
  referrer: ['referrer', 'referer'],
  messageId: ['messageid', 'eventid', 'touchpointid', 'activityid', 'opportunityid'],
  email: ['email', 'emailaddress', 'mail', 'contactemail'],
  externalId: [
    'externalid',
    'contactid',
    'customerid',
    'userid',
    'mqlid',
    'prospectid',
    'associatedcontactids',
  ],
  phone: ['phone', 'phonenumber', 'telephone', 'mobile', 'tel'],
  anonymousId: ['anonymousid', 'visitorid', 'visitor', 'clientid', 'cookie'],
  givenName: ['givenname', 'firstname'],
  familyName: ['familyname', 'lastname', 'surname'],
  companyName: ['company', 'companyname', 'account', 'organisation', 'organization'],
};
