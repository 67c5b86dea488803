# MathML as pandoc writes it, and as browsers space it: brackets close to what they hold, and a
# letter that pandoc takes for an operator.
s|form="prefix">|form="prefix" lspace="0" rspace="0">|g
s|form="postfix">|form="postfix" lspace="0" rspace="0">|g
s|<mo>ℓ</mo>|<mi>ℓ</mi>|g
