import type { RequestType, TypeOfRequest } from '#kernel';
import { exampleNow, exampleTime, requestExample } from './examples.js';

const { handling } = requestExample;
const to = { state: 'XB', authority: 'border-police' };
const coastGuard = { state: 'XB', authority: 'coast-guard' };
const common = { language: 'en', urgent: false, urgencyGrounds: [], urgencyReasons: '' };

const information = {
  ...{ to, purpose: 'INVESTIGATION', handling },
  body: {
    ...{ requestType: 'INFORMATION', subjectLine: 'Keeper of a van', ownReference: 'BP-2026/0418' },
    ...common,
    informationRequested: 'Who has kept the van since June, and has it crossed your border?',
    facts: 'The van brought eleven persons to the beach in the night of 3 June.',
    underlyingOffence: 'Smuggling of migrants, Criminal Code section 326',
    reasonsInformationAvailable: 'Its plate is of your State.',
    necessityAndProportionality: 'The keeper is in none of our registers.',
    subjects: [
      {
        type: 'VEHICLE',
        name: 'White van without windows',
        identifiers: [{ type: 'plate', value: 'XB-417-KL' }],
        linkToPurpose: 'Carried the eleven persons.',
      },
      {
        type: 'PERSON',
        name: 'Kask, Oskar',
        category: 'SUSPECT_OR_CONVICTED',
        offence: 'SOM_3A_6_1_A',
        birthDate: '1984-05-30',
        nationality: 'XB',
        linkToPurpose: 'Drove the van, as two of the persons say.',
      },
    ],
  },
};

const riskToLife = {
  ...{ to: coastGuard, purpose: 'SAFETY_OF_LIFE', handling },
  body: {
    ...{ requestType: 'RISK_TO_LIFE', subjectLine: 'Boat adrift with forty persons' },
    ...{ language: 'en', ownReference: 'BP-2026/0419' },
    ...{ urgent: true, urgencyGrounds: ['THREAT_LIFE_INTEGRITY'] },
    urgencyReasons: 'The boat takes in water, and the wind rises by night.',
    informationRequested: 'Can you rescue them, and who leads it?',
    facts: 'A person on board called at 02:10: the engine stopped two hours ago.',
    reasonsInformationAvailable: 'The position is in your search and rescue region.',
    necessityAndProportionality: 'Nobody else is as near.',
    subjects: [],
    details: {
      situation: 'SEA',
      place: "43° 06.00' N, 015° 12.00' E, drifting north-east",
      persons: 40,
      children: 'YES',
      rescueInformed: 'UNKNOWN',
    },
  },
};

const borderIncident = {
  ...{ to, purpose: 'DETECTION', handling },
  body: {
    ...{ requestType: 'BORDER_INCIDENT', subjectLine: 'Hole in the fence at border stone 17' },
    ...{ ...common, ownReference: 'BP-2026/0420' },
    informationRequested: 'What have your cameras recorded between 01:00 and 03:00?',
    facts: 'Our patrol found the fence cut and the tracks of about twenty persons.',
    underlyingOffence: 'Smuggling of migrants, Criminal Code section 326',
    reasonsInformationAvailable: 'Your tower 4 looks over the place.',
    necessityAndProportionality: 'We have no camera there.',
    subjects: [],
    details: {
      border: 'LAND',
      place: 'Border stone 17, the path along the river',
      happenedAt: exampleTime(-1),
    },
  },
};

const documentCheck = {
  ...{ to, purpose: 'DETECTION', handling },
  body: {
    ...{ requestType: 'DOCUMENT_CHECK', subjectLine: 'Is passport P7654321 genuine?' },
    ...{ ...common, ownReference: 'BP-2026/0421' },
    informationRequested: 'Was it issued, to whom, and was it reported as lost or stolen?',
    facts: 'A traveller showed it at the ferry; the photograph looks exchanged.',
    underlyingOffence: 'Use of a false document, Criminal Code section 281',
    reasonsInformationAvailable: 'Your State is named as the issuing one.',
    necessityAndProportionality: 'It cannot be told from the paper alone.',
    subjects: [
      {
        type: 'DOCUMENT',
        name: 'Passport',
        identifiers: [{ type: 'passport', value: 'P7654321' }],
        linkToPurpose: 'Shown by the traveller.',
      },
    ],
    details: {
      documentType: 'PASSPORT',
      issuingState: 'XB',
      number: 'P7654321',
      suspicion: 'FALSELY_MADE_OR_ALTERED',
    },
  },
};

const operation = (requestType: RequestType, subjectLine: string, reference: string) => ({
  ...{ to, purpose: 'INVESTIGATION', handling },
  body: {
    ...{ requestType, subjectLine, ...common, ownReference: reference },
    informationRequested: 'Will you follow the lorry from the border to the warehouse?',
    facts: 'By what a witness says, it will bring the next group to the warehouse.',
    underlyingOffence: 'Smuggling of migrants by a group, Criminal Code section 326(3)',
    reasonsInformationAvailable: 'The warehouse is in your district.',
    necessityAndProportionality: 'Whoever leads the group has been at the warehouse alone.',
    subjects: [
      {
        type: 'VEHICLE',
        name: 'Lorry with a blue tarpaulin',
        identifiers: [{ type: 'plate', value: `XA-${reference.slice(-4)}-LK` }],
        linkToPurpose: 'Is to be followed.',
      },
    ],
    details: {
      plan: 'Handed over at the border stone 17, followed to the warehouse, stopped there.',
      from: exampleTime(1),
      until: exampleTime(2),
      safetyOfPersons: 'A rescue team follows within two minutes and opens the doors on a call.',
      safetyOfficer: 'Duty commander of the border police',
      assessment: {
        riskToLife: 'Persons in a closed lorry, 30 degrees by noon.',
        mitigations: 'Stopped at once when the doors have been shut for 30 minutes.',
        safetyOfficer: 'Duty commander of the border police',
        validUntil: exampleTime(2),
      },
    },
  },
});

export function sliceExample(
  requestType: RequestType,
  { example }: TypeOfRequest,
): object | undefined {
  if (example === undefined) return undefined;
  const body = { requestType, ...common, ...example(exampleNow()) };
  return { to, purpose: 'INVESTIGATION', handling, body };
}

export const requestExamples: Partial<Record<RequestType, object>> = {
  INFORMATION: information,
  RISK_TO_LIFE: riskToLife,
  BORDER_INCIDENT: borderIncident,
  DOCUMENT_CHECK: documentCheck,
  VESSEL: requestExample,
  CONTROLLED_DELIVERY: operation(
    'CONTROLLED_DELIVERY',
    'Controlled delivery to a warehouse',
    'BP-2026/0422',
  ),
  SURVEILLANCE_COORDINATION: operation(
    'SURVEILLANCE_COORDINATION',
    'Surveillance of a lorry across the border',
    'BP-2026/0423',
  ),
};
