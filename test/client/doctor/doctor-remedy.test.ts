import { doctorRemedy } from '../../../client/doctor/doctor-remedy';
import { errorTable, type ErrorType } from '../../../contracts/error-table';

const types = Object.keys(errorTable) as ErrorType[];

it.each(types)('has a remedy for %s that does not speak of a run, as there is none', (type) => {
  const remedy = doctorRemedy(type);

  expect(remedy).not.toMatch(/retry|cancel this run|start again|nothing to do/i);
  expect(remedy).toMatch(/^\S.*\S$/);
});

it('keeps what a person has to do', () => {
  expect(doctorRemedy('Ks3InvalidAccessKey')).toBe(
    'Check the AccessKey ID of the source profile in the worker configuration.',
  );
  expect(doctorRemedy('OssClockSkew')).toBe('Set the clock of the machine (for example by NTP).');
  expect(doctorRemedy('RamUnavailable')).toBe('Check the network between the worker and RAM.');
});
