make figures
