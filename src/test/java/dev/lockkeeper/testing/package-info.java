/// Real parts and fakes that tests of several rooms share.
@NullMarked
package dev.lockkeeper.testing;

import org.jspecify.annotations.NullMarked;
