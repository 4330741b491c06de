/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <phonenumbers/phonenumberutil.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>
#include <string>

/* Writes numbers and what libphonenumber makes of them: country, what was typed, E.164, between
 * tabs. The argument says how many numbers of each country; they are the same at each run. */

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

static bool
is_dialled (const PhoneNumberUtil &util, const PhoneNumber &number, const std::string &region)
{
  PhoneNumberUtil::PhoneNumberType type = util.GetNumberType (number);

  return util.IsValidNumberForRegion (number, region) &&
         (type == PhoneNumberUtil::FIXED_LINE || type == PhoneNumberUtil::MOBILE ||
          type == PhoneNumberUtil::FIXED_LINE_OR_MOBILE);
}

static void
write (const PhoneNumberUtil &util,
       const PhoneNumber &number,
       const std::string &region,
       PhoneNumberUtil::PhoneNumberFormat format)
{
  std::string typed;
  std::string e164;

  util.Format (number, format, &typed);
  util.Format (number, PhoneNumberUtil::E164, &e164);
  std::printf ("%s\t%s\t%s\n", region.c_str (), typed.c_str (), e164.c_str ());
}

int
main (int argc, char **argv)
{
  const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance ();
  const PhoneNumberUtil::PhoneNumberType types[] = { PhoneNumberUtil::FIXED_LINE,
                                                     PhoneNumberUtil::MOBILE };
  int wanted = argc > 1 ? std::atoi (argv[1]) : 10;
  std::set<std::string> found;
  std::mt19937 random (1);

  util.GetSupportedRegions (&found);
  for (const std::string &region : found) {
    for (int i = 0, tries = 0; i < wanted && tries < 20 * wanted; tries++) {
      PhoneNumber number;
      std::string digits;

      if (!util.GetExampleNumberForType (region, types[tries % 2], &number))
        continue;
      util.GetNationalSignificantNumber (number, &digits);
      for (size_t k = digits.size () > 6 ? digits.size () - 6 : 1; k < digits.size (); k++)
        digits[k] = (char)('0' + random () % 10);
      if (util.Parse (digits, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
          !is_dialled (util, number, region))
        continue;
      write (util, number, region,
             i % 2 == 0 ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL);
      i++;
    }
  }

  return 0;
}
