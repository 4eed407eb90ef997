import { unit } from '../../vocabulary.ts';
import {
  packsBytes,
  packsEightBytes,
  packsFloats,
  packsNative,
  packsStandard,
} from './packing-checks.ts';
import { refusesFormats, refusesValues } from './refusing-checks.ts';
import { calcsizeNative, calcsizeStandard } from './size-checks.ts';
import { copies, unpacks } from './unpacking-checks.ts';

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
