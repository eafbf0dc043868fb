#pragma once

#include <string>
#include <string_view>

namespace limier::corpus {

/// The syllables of a Chinese name in pinyin, Wade-Giles or the French spelling (EFEO), in one
/// notation: `xiaoping` and `hsiaoping`, `zedong` and `tsetoung` have the same. Aspiration is lost,
/// since papers leave its apostrophe out. Empty for what is not two syllables or more, or has none
/// in `ng`, without which too many other names could be read as Chinese.
std::string chinese_syllables(std::string_view folded);

}  // namespace limier::corpus
