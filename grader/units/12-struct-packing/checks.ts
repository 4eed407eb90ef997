import { unit } from '../../vocabulary.ts';
import {
  calcsizeNative,
  calcsizeStandard,
  packsBytes,
  packsEightBytes,
  packsFloats,
  packsNative,
  packsStandard,
} from './packing-checks.ts';
import { copies, refusesFormats, refusesValues, unpacks } from './unpacking-checks.ts';

export default unit('12-struct-packing', [
  calcsizeStandard,
  calcsizeNative,
  packsStandard,
  packsNative,
  packsBytes,
  packsEightBytes,
  packsFloats,
  unpacks,
  refusesValues,
  refusesFormats,
  copies,
]);
