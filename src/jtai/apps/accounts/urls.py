from django.urls import path

from jtai.apps.accounts import views, views_password

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("account", views.account, name="account"),
    path("account/password", views_password.change, name="password-change"),
    path("password", views_password.forgotten, name="password-forgotten"),
    path("invitation/<str:uid>/<str:token>", views_password.invitation, name="invitation"),
]
