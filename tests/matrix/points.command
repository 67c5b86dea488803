make points | grep -E '^ *100|100 points|total'
