/** What the messages of runs do, as the dialogs of the Temporal Web UI describe them. */
export const messages = {
  json: ({ example }: { example: string }) => `JSON: ${example}`,
  jsonIfAny: ({ example }: { example: string }) => `JSON, if any: ${example}`,
  noArgument: 'No argument.',

  approve: 'Approves the plan that waits.',
  reject: 'Rejects the plan that waits; the run ends and cleans up.',
  decide: 'Approves or rejects the plan and answers at once.',
  retry: 'Resumes the step that requires action.',
  retryAll: 'Sends retry to every preparation that requires action.',
  revoke: 'Revokes the credentials now, not at their expiry.',
  revokeNow: 'Revokes the credentials now and answers at once.',
  confirm:
    'Confirms that the new AccessKey is in use, so that the old one can be deleted. Opening the new one shows the code.',
  confirmNow: 'Confirms that the new AccessKey is in use and answers at once.',
  cutOver: 'Ends the rounds of a migration: asks for the approval of a last one.',
  requestCutOver: 'Asks for the approval of the last round and answers at once.',

  status: 'Phase, steps, what is waited for and the next action.',
  plan: 'The plan that an approval would allow, with its digest; null before it exists.',
  audit: 'Who decided what, when and with which proof; what was refused and why; reminders, escalations.',
  draft: 'What a report has before the end: inventory, plan, decisions; null before the source is counted.',
  fleet: 'The buckets, those that need a person first.',
  sealed: 'The new AccessKey, sealed to its recipients; null before it exists.',
};
