/** The page on which people sign in to the codec endpoint. */
export const signIn = {
  title: 'Codec endpoint of ks3-oss-prep',
  heading: 'Codec endpoint',
  what: 'The Temporal Web UI shows encrypted payloads to those who sign in here with their token of the codec endpoint.',
  token: 'Token',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedInAs: 'Signed in as',
  stillFor: ({ time }: { time: string }) => `for another ${time}.`,
  inTheWebUi: 'In the Temporal Web UI, set the codec endpoint with “Include cross-origin credentials”.',

  // Why somebody is not signed in
  otherPage: ({ origin }: { origin: string }) =>
    `Open this page at ${origin} (codec_endpoint.public_url) to sign in or out.`,
  tooManyTries: 'Too many tries. Try again in a minute.',
  unknownToken: 'This token is not known here.',
};
