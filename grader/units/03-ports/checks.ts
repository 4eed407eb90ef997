import { unit } from '../../vocabulary.ts';
import { parsesEndpoints, portRanges, refusesEndpoints } from './number-checks.ts';
import { freePorts, surveyCloses, surveyFinds, surveyRefuses } from './survey-checks.ts';
import { tableConnections, tableListeners, tableWildcard } from './table-checks.ts';
import { tableInUse, tablePortZero } from './table-refusals.ts';
import { surveyDeadline, surveyLimit } from './waiting-checks.ts';

export default unit('03-ports', [
  portRanges,
  parsesEndpoints,
  refusesEndpoints,
  tableListeners,
  tableConnections,
  tableWildcard,
  tableInUse,
  tablePortZero,
  freePorts,
  surveyFinds,
  surveyRefuses,
  surveyCloses,
  surveyLimit,
  surveyDeadline,
]);
