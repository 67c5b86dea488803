# Mends the spacing of pandoc's MathML in browsers: brackets close to their contents, and a letter
# that pandoc takes for an operator.
s|form="prefix">|form="prefix" lspace="0" rspace="0">|g
s|form="postfix">|form="postfix" lspace="0" rspace="0">|g
s|<mo>ℓ</mo>|<mi>ℓ</mi>|g
